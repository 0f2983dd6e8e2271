import type { Deed } from '#lib/engines/validation/text/claims/deeds.ts'

/**
 * How a language says that something was done. In patterns `{deed}` stands for its participles, `{gap}` for up to eight words
 * between a verb and the participle that ends its clause.
 */
export type ClaimForms = {
  /** participles (or, where `past` says so, other forms), as alternatives of a pattern */
  deeds: Readonly<Record<Deed, string>>
  /** first person, perfect: `I have {deed}` */
  own: readonly string[]
  /** of whom it may say what they always do, unless the sentence speaks `toYou`: `we have moved` */
  we: string
  toYou: string
  /** passive, perfect: `is {deed}`; plain only of what is the caller's (`yours`): `7 pm is booked` tells the opposite */
  passive: readonly string[]
  yours: string
  /** forms that may report what somebody else did, or when: `was {deed}` */
  maybe: readonly string[]
  /** first person, one word: Spanish `reservé` */
  past?: Readonly<Partial<Record<Deed, string>>>
  /** all is done, without saying what */
  done: string
  /** words of a sentence by which a claim is none, or not one of this turn: `yesterday`, `already`, `you said`, `by the airline` */
  doubts: string
  /** beginnings of a sentence by which it is a question */
  asks: string
}

export const claimForms: Readonly<Record<string, ClaimForms>> = {
  en: {
    deeds: {
      book: 'booked|reserved|scheduled',
      order: 'ordered|purchased|placed (?:your|the|an|this|that) order',
      cancel: 'cancelled|canceled|revoked',
      send: 'sent|emailed|e-mailed|texted|mailed',
      change: 'changed|updated|rescheduled|moved(?! on)|modified|rebooked|upgraded|postponed',
      pay: 'paid|charged',
      refund: 'refunded|reimbursed',
      create: 'created|added(?! up)|opened|submitted|filed|registered|saved',
      delete: 'deleted|removed|erased',
      switch:
        'set|turned on|turned off|switched on|switched off|activated|deactivated|enabled|disabled|locked|unlocked|blocked|unblocked|frozen',
      transfer: 'transferred|connected|escalated',
    },
    own: [
      "(?:i|we)(?:'ve| have)?(?: just| now| successfully| also| gone ahead and| went ahead and)*? {deed}",
    ],
    we: 'we',
    toYou: 'you|your|yours',
    yours: 'your',
    passive: [
      "(?:is|are|has been|have been|\\p{L}+'s been)(?: now| just| successfully| officially| hereby)*? {deed}",
    ],
    maybe: [
      "(?:was|were|had been|got|\\p{L}+'s|\\p{L}+'re) (?:now |just |successfully |already )*{deed}",
      '(?:i|we) (?:was|were) able to',
      '(?:i|we) (?:have )?(?:already|previously|had) {deed}',
      '(?:is|are|has been|have been) already {deed}',
    ],
    done: 'done|all set|all done|taken care of|sorted|consider it done|there you go|went through|went ahead|completed|complete|successful',
    doubts:
      "requested|preferred|desired|wanted|slot|time|another|other|others|fully|my|mind|attention|aside|on hold|yesterday|ago|last|earlier|previously|already|before|you (?:said|told|asked|mentioned|booked|ordered|cancelled|canceled|had|have)|they|he|she|he's|she's|they've|someone|somebody|by the|by your|by our|said|says|told|asked|mentioned|according|records|record|system|shows|show|see|think|believe|hope|guess|assume|seems|seem|apparently|probably|pretend|imagine|example|instance|always|usually|often|once|when|whenever|until|after|as soon as|would|could|should|might|may(?! \\d)|will|shall|going to|can|cannot|can't|let me|partly|almost|nearly|currently|being|provisionally|tentatively|unless|if|whether|or",
    asks: 'have|has|had|did|do|does|is|are|was|were|shall|should|would|could|can|will|may',
  },
  de: {
    deeds: {
      book: 'gebucht|reserviert|eingebucht',
      order: 'bestellt|gekauft',
      cancel: 'storniert|abgesagt|annulliert',
      send: 'gesendet|geschickt|verschickt|versendet|zugeschickt|gemailt',
      change: 'geändert|umgebucht|verschoben|aktualisiert|angepasst',
      pay: 'bezahlt|überwiesen|abgebucht',
      refund: 'erstattet|zurückerstattet|zurücküberwiesen',
      create: 'angelegt|erstellt|hinzugefügt|eingetragen|aufgegeben|gespeichert|eingerichtet',
      delete: 'gelöscht|entfernt',
      switch:
        'eingestellt|gestellt|eingeschaltet|ausgeschaltet|aktiviert|deaktiviert|gesperrt|entsperrt',
      transfer: 'weitergeleitet|verbunden|durchgestellt',
    },
    own: ['(?:ich|wir) (?:habe|haben){gap} {deed}', '(?:habe|haben) (?:ich|wir){gap} {deed}'],
    we: 'wir',
    toYou: 'sie|ihnen|ihr|ihre[nmrs]?|dir|dich|dein|deine[nmrs]?|euch|eure?[nmrs]?',
    passive: ['(?:ist|sind){gap} {deed}(?: worden)?'],
    yours: 'ihre?|deine?|eure?',
    maybe: ['(?:wurde|wurden){gap} {deed}', '{deed} (?:habe|haben|wurde|wurden|ist|sind)'],
    done: 'erledigt|alles klar|fertig|abgeschlossen|hat geklappt|passt|gemacht|erfolgreich',
    doubts:
      'wunsch\\p{L}*|gewünschte[rns]?|termin|uhrzeit|andere[rnsm]?|anderweitig|ausgebucht|mein|meine[nmrs]?|gestern|vorhin|früher|bereits|schon|letzte|letzten|letzter|letztes|zuvor|vor|damals|sie haben|du hast|ihr habt|er|jemand|man|sagten|gesagt|sagte|erwähnt|laut|angeblich|offenbar|anscheinend|wohl|vermutlich|wahrscheinlich|vielleicht|glaube|denke|hoffe|scheint|system|unterlagen|sehe|beispiel|normalerweise|sobald|wenn|falls|ob|bis|nachdem|bevor|würde|würden|könnte|könnten|sollte|sollten|werde|werden|wird|will|wollen|möchte|hätte|hätten|kann|können|fast|beinahe|teilweise|vorläufig|noch|versucht|von|durch|dass|oder',
    asks: 'habe|haben|hat|ist|sind|wurde|wurden|soll|sollen|wollen|möchten|können|kann|darf|war|waren',
  },
  fr: {
    deeds: {
      book: 'réservée?s?',
      order: 'commandée?s?|achetée?s?',
      cancel: 'annulée?s?|résiliée?s?',
      send: 'envoyée?s?|expédiée?s?|transmise?s?|transmis',
      change: 'modifiée?s?|changée?s?|déplacée?s?|reportée?s?|mise?s? à jour|mis à jour',
      pay: 'payée?s?|réglée?s?|débitée?s?',
      refund: 'remboursée?s?',
      create: 'créée?s?|ajoutée?s?|enregistrée?s?|ouverte?s?|passée?s?',
      delete: 'supprimée?s?|effacée?s?|retirée?s?',
      switch:
        'activée?s?|désactivée?s?|allumée?s?|éteinte?s?|éteint|bloquée?s?|débloquée?s?|programmée?s?',
      transfer: 'transférée?s?|mise?s? en relation',
    },
    own: [
      "(?:j'ai|nous avons|on a|je (?:vous |te |t')?(?:l'|les )?ai|nous (?:vous )?(?:l'|les )?avons|je (?:vous |te )?(?:l'|les )ai)(?: bien| maintenant| aussi| également| donc)*? {deed}",
    ],
    we: 'nous|on',
    toYou: 'votre|vos|vous|ton|ta|tes|te',
    passive: ['(?:est|sont|a été|ont été)(?: bien| maintenant| désormais| donc)*? {deed}'],
    yours: 'votre|vos|ton|ta|tes',
    maybe: [
      '(?:était|étaient|fut|furent|avait été|avez|a) {deed}',
      "(?:j'ai|nous avons) (?:déjà|pu) {deed}",
      '(?:est|sont|a été|ont été) déjà {deed}',
    ],
    done: "c'est fait|c'est bon|voilà|terminé|effectuée?|réglé",
    doubts:
      "souhaitée?s?|demandée?s?|autres?|créneau|horaire|mon|ma|mes|hier|déjà|auparavant|précédemment|dernier|dernière|avant|il y a|vous avez|tu as|il|elle|ils|elles|quelqu'un|dit|selon|d'après|semble|apparemment|probablement|peut-être|pense|crois|espère|vois|système|dossier|exemple|normalement|dès|quand|lorsque|si|une fois|après|jusqu'à|serait|pourrait|devrait|aurais|aurait|vais|va|sera|seront|veux|peux|peut|pourrais|presque|partiellement|en attente|par|ou",
    asks: 'est-ce|ai-je|avons-nous|a-t-on|voulez|souhaitez|dois-je|puis-je',
  },
  es: {
    deeds: {
      book: 'reservad[oa]s?|agendad[oa]s?',
      order: 'pedid[oa]s?|comprad[oa]s?|encargad[oa]s?',
      cancel: 'cancelad[oa]s?|anulad[oa]s?',
      send: 'enviad[oa]s?|mandad[oa]s?',
      change: 'cambiad[oa]s?|modificad[oa]s?|actualizad[oa]s?|reprogramad[oa]s?|movid[oa]s?',
      pay: 'pagad[oa]s?|cobrad[oa]s?',
      refund: 'reembolsad[oa]s?|devuelt[oa]s?',
      create: 'cread[oa]s?|añadid[oa]s?|agregad[oa]s?|registrad[oa]s?|guardad[oa]s?|abiert[oa]s?',
      delete: 'eliminad[oa]s?|borrad[oa]s?',
      switch:
        'activad[oa]s?|desactivad[oa]s?|encendid[oa]s?|apagad[oa]s?|bloquead[oa]s?|desbloquead[oa]s?|puest[oa]s?|programad[oa]s?',
      transfer: 'transferid[oa]s?|conectad[oa]s?|derivad[oa]s?',
    },
    past: {
      book: 'reservé|reservamos|agendé',
      order: 'pedí|pedimos|compré',
      cancel: 'cancelé|cancelamos|anulé',
      send: 'envié|enviamos|mandé',
      change: 'cambié|cambiamos|modifiqué|actualicé|reprogramé',
      pay: 'pagué|cobré',
      refund: 'reembolsé|reembolsamos|devolví',
      create: 'creé|añadí|agregué|registré|guardé',
      delete: 'eliminé|borré',
      switch: 'activé|desactivé|encendí|apagué|bloqueé|desbloqueé|puse|programé',
      transfer: 'transferí',
    },
    own: ['(?:he|hemos)(?: también)? {deed}'],
    we: 'hemos|\\p{L}+mos',
    toYou: 'su|sus|le|les|te|tu|tus|usted',
    passive: [
      '(?:está|están|queda|quedan|ha sido|han sido|ha quedado|han quedado)(?: correctamente| ahora)? {deed}',
    ],
    yours: 'sus?|tus?',
    maybe: [
      '(?:se ha|se han) {deed}',
      '(?:fue|fueron|quedó|quedaron|estaba|estaban|había|habían|tiene|tienes) {deed}',
      '(?:he|hemos) podido',
      'ya {deed}',
    ],
    done: 'listo|hecho|ya está|todo listo|completad[oa]|con éxito',
    doubts:
      'solicitad[oa]s?|otr[oa]s?|hora|horario|mi|mis|ayer|ya|antes|anterior|anteriormente|pasado|pasada|hace|usted (?:dijo|pidió|reservó|canceló|ha)|ha dicho|dijo|dijiste|según|parece|aparentemente|probablemente|quizá|quizás|tal vez|creo|pienso|espero|veo|sistema|registros|ejemplo|normalmente|cuando|si|una vez|después|hasta|sería|podría|debería|habría|voy|va|será|serán|quiere|puedo|puede|casi|parcialmente|pendiente|por|o',
    asks: 'quiere|quieres|desea|debo|puedo|podría',
  },
  it: {
    deeds: {
      book: 'prenotat[oaie]|riservat[oaie]|fissat[oaie]',
      order: 'ordinat[oaie]|acquistat[oaie]|comprat[oaie]',
      cancel: 'annullat[oaie]|disdett[oaie]|cancellat[oaie]',
      send: 'inviat[oaie]|mandat[oaie]|spedit[oaie]',
      change: 'modificat[oaie]|cambiat[oaie]|spostat[oaie]|aggiornat[oaie]',
      pay: 'pagat[oaie]|addebitat[oaie]',
      refund: 'rimborsat[oaie]',
      create: 'creat[oaie]|aggiunt[oaie]|registrat[oaie]|salvat[oaie]|apert[oaie]',
      delete: 'eliminat[oaie]|rimoss[oaie]',
      switch:
        'attivat[oaie]|disattivat[oaie]|acces[oaie]|spent[oaie]|bloccat[oaie]|sbloccat[oaie]|impostat[oaie]',
      transfer: 'trasferit[oaie]|collegat[oaie]',
    },
    own: ['(?:ho|abbiamo)(?: appena| anche)? {deed}'],
    we: 'abbiamo',
    toYou: 'suo|sua|suoi|sue|le|ti|tuo|tua|tuoi|tue',
    passive: ['(?:è|sono|è stat[oa]|sono stat[ie])(?: ora| correttamente)? {deed}'],
    yours: 'suo|sua|suoi|sue|tuo|tua|tuoi|tue',
    maybe: [
      '(?:era|erano|fu|furono|aveva|ha|hai|avete) {deed}',
      '(?:ho|abbiamo|è stat[oa]|è) già {deed}',
      '(?:sono|siamo) riuscit[oai]',
    ],
    done: 'fatto|ecco fatto|tutto a posto|completat[oa]|con successo',
    doubts:
      'richiest[oaie]|altr[oaie]|orario|mio|mia|miei|mie|ieri|già|prima|precedente|precedentemente|scorso|scorsa|fa|hai|avete|ha|detto|secondo|sembra|pare|probabilmente|forse|penso|credo|spero|vedo|sistema|esempio|normalmente|quando|se|appena|una volta|dopo|finché|sarebbe|potrebbe|dovrebbe|avrei|avrebbe|sarà|saranno|verrà|vuole|vuoi|posso|può|quasi|parzialmente|in attesa|da|dal|dalla|o',
    asks: 'vuole|vuoi|desidera|devo|posso',
  },
  pt: {
    deeds: {
      book: 'reservad[oa]s?|agendad[oa]s?|marcad[oa]s?',
      order: 'pedid[oa]s?|encomendad[oa]s?|comprad[oa]s?',
      cancel: 'cancelad[oa]s?|anulad[oa]s?',
      send: 'enviad[oa]s?|mandad[oa]s?',
      change: 'alterad[oa]s?|mudad[oa]s?|modificad[oa]s?|atualizad[oa]s?|remarcad[oa]s?',
      pay: 'pag[oa]s?|cobrad[oa]s?',
      refund: 'reembolsad[oa]s?|estornad[oa]s?|devolvid[oa]s?',
      create: 'criad[oa]s?|adicionad[oa]s?|registrad[oa]s?|salv[oa]s?|guardad[oa]s?|abert[oa]s?',
      delete: 'excluíd[oa]s?|apagad[oa]s?|removid[oa]s?',
      switch:
        'ativad[oa]s?|desativad[oa]s?|ligad[oa]s?|desligad[oa]s?|bloquead[oa]s?|desbloquead[oa]s?|programad[oa]s?',
      transfer: 'transferid[oa]s?|conectad[oa]s?|encaminhad[oa]s?',
    },
    past: {
      book: 'reservei|reservamos|agendei|marquei',
      order: 'pedi|encomendei|comprei',
      cancel: 'cancelei|cancelamos|anulei',
      send: 'enviei|enviamos|mandei',
      change: 'alterei|mudei|modifiquei|atualizei|remarquei',
      pay: 'paguei|cobrei',
      refund: 'reembolsei|estornei|devolvi',
      create: 'criei|adicionei|registrei|salvei|guardei',
      delete: 'excluí|apaguei|removi',
      switch: 'ativei|desativei|liguei|desliguei|bloqueei|desbloqueei|programei',
      transfer: 'transferi|encaminhei',
    },
    own: [],
    we: '\\p{L}+mos',
    toYou: 'seus?|suas?|lhe|te|teus?|tuas?|você',
    passive: ['(?:está|estão)(?: agora)? {deed}'],
    yours: 'seus?|suas?|teus?|tuas?',
    maybe: [
      '(?:foi|foram|ficou|ficaram|estava|estavam|tinha|tem|têm) {deed}',
      'acabei de',
      'consegui',
    ],
    done: 'pronto|feito|tudo certo|concluíd[oa]|com sucesso',
    doubts:
      'solicitad[oa]s?|outr[oa]s?|horário|meus?|minhas?|ontem|já|antes|anterior|anteriormente|passado|passada|há|atrás|você (?:disse|pediu|reservou|cancelou)|disse|segundo|parece|aparentemente|provavelmente|talvez|acho|acredito|espero|vejo|sistema|registros|exemplo|normalmente|quando|se|assim que|depois|após|até|seria|poderia|deveria|teria|vou|vai|será|serão|quer|posso|pode|quase|parcialmente|pendente|pelo|pela|por|ou',
    asks: 'quer|deseja|devo|posso|será',
  },
  nl: {
    deeds: {
      book: 'geboekt|gereserveerd|ingepland',
      order: 'besteld|gekocht',
      cancel: 'geannuleerd|afgezegd|opgezegd',
      send: 'gestuurd|verstuurd|verzonden|gemaild|toegestuurd',
      change: 'gewijzigd|veranderd|verplaatst|verzet|aangepast|omgeboekt|bijgewerkt',
      pay: 'betaald|afgeschreven|overgemaakt',
      refund: 'terugbetaald|teruggestort',
      create: 'aangemaakt|toegevoegd|geregistreerd|opgeslagen|geplaatst|ingediend',
      delete: 'verwijderd|gewist',
      switch:
        'ingesteld|aangezet|uitgezet|ingeschakeld|uitgeschakeld|geactiveerd|geblokkeerd|gedeblokkeerd',
      transfer: 'doorverbonden|doorgestuurd',
    },
    own: ['(?:ik|we|wij) (?:heb|hebben){gap} {deed}', '(?:heb|hebben) (?:ik|we|wij){gap} {deed}'],
    we: 'we|wij',
    toYou: 'u|uw|je|jou|jouw',
    passive: ['(?:is|zijn){gap} {deed}'],
    yours: 'uw|je|jouw',
    maybe: ['(?:werd|werden){gap} {deed}', '{deed} (?:heb|hebben|is|zijn|werd|werden)'],
    done: 'gedaan|geregeld|klaar|voor elkaar|gelukt|afgerond',
    doubts:
      'gewenste?|andere?|tijdstip|tijdslot|volgeboekt|mijn|gisteren|eerder|al|reeds|vorige|vorig|geleden|daarvoor|u heeft|u hebt|je hebt|jij|hij|zij|iemand|zei|zegt|gezegd|volgens|blijkbaar|schijnbaar|waarschijnlijk|misschien|denk|geloof|hoop|lijkt|systeem|zie|voorbeeld|normaal|zodra|wanneer|als|of|tot|nadat|voordat|zou|zouden|kan|kunnen|zal|zullen|ga|gaan|wordt|worden|wil|moet|bijna|gedeeltelijk|voorlopig|nog|geprobeerd|door|dat',
    asks: 'heb|hebben|heeft|is|zijn|werd|zal|kan|mag|wilt|wil|moet',
  },
}
