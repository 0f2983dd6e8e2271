import { primarySubtag } from './language-rules.ts'

/** Negations: a statement with one does not say what the same statement without it says. */
const negations: Record<string, string> = {
  en: 'not no never none nothing nobody neither nor without unable',
  de: 'nicht kein keine keinen keinem keiner keines nie niemals nichts ohne weder',
  fr: 'pas jamais aucun aucune sans rien personne ni non',
  es: 'no nunca jamás ningún ninguna ninguno sin nada ni tampoco',
  it: 'non no mai nessun nessuno nessuna senza niente nulla né',
  nl: 'niet nee geen nooit niets zonder noch',
  pt: 'não nunca jamais nenhum nenhuma sem nada nem',
  pl: 'nie nigdy żaden żadna żadne bez nic ani',
  sv: 'inte ingen inget inga aldrig utan',
  ru: 'не нет никогда без ничего ни',
}

/** Groups of words of which a text means at most one: `on/off`; variants of one meaning are joined by `=`. */
const groups: Record<string, string[]> = {
  en: [
    'on off',
    'open=opened=opening=opens close=closed=closing=closes shut',
    'up down',
    'left right',
    'start=started=starting=starts=play=playing=resume=resumed stop=stopped=stopping=stops=pause=paused=cancel=canceled=canceling',
    'increase=increased=raise=raised decrease=decreased=reduce=reduced=lower=lowered',
    'enable=enabled disable=disabled',
    'lock=locked unlock=unlocked',
    'add=added remove=removed=delete=deleted',
    'before after',
    'first last',
    'connect=connected disconnect=disconnected',
    'hot=warm cold=cool',
    'high low',
    'inside outside',
    'true false',
    'available unavailable',
    'mute=muted unmute=unmuted',
    'success=successful=successfully=succeeded failed=failure=unsuccessful',
    'today tomorrow yesterday',
    'morning afternoon evening night',
    'am pm',
    'north south',
    'east west',
    'increase decrease',
    'monday tuesday wednesday thursday friday saturday sunday',
    'sunny rainy=raining snowy=snowing cloudy=overcast',
    'january february march april june july august september october november december',
    'celsius fahrenheit',
    'open locked',
    'dollar euro pound yen',
    'next previous',
    'arrive=arrival=arrives depart=departure=departs',
    'buy sell',
    'accept=accepted reject=rejected=decline=declined',
  ],
  de: [
    'an=ein=eingeschaltet=angeschaltet aus=ausgeschaltet=abgeschaltet',
    'offen=öffne=geöffnet=öffnen zu=geschlossen=schließe=schließen',
    'hoch=rauf=lauter runter=leiser',
    'links rechts',
    'gestartet=starte=starten=gestellt gestoppt=stoppe=stoppen=beendet=abgebrochen=gelöscht',
    'erhöht=erhöhe gesenkt=senke=verringert',
    'aktiviert deaktiviert',
    'gesperrt=verriegelt entsperrt=entriegelt',
    'hinzugefügt entfernt=gelöscht',
    'vor nach',
    'erste letzte',
    'verbunden getrennt',
    'warm=heiß kalt=kühl',
    'heute morgen gestern',
    'morgens nachmittags abends nachts',
    'norden süden',
    'osten westen',
    'nächste=nächster=nächstes vorherige=vorheriger=vorheriges',
    'montag dienstag mittwoch donnerstag freitag samstag=sonnabend sonntag',
    'sonnig regnerisch=regnet verschneit=schneit bewölkt',
    'ja nein',
  ],
  fr: [
    'allumé=allumée=allumées=allumés=allumer éteint=éteinte=éteintes=éteints=éteindre',
    'ouvert=ouverte=ouvrir fermé=fermée=fermer',
    'haut=monter=monté bas=baisser=baissé',
    'gauche droite',
    'démarré=démarrée=lancé=commencé arrêté=arrêtée=annulé=annulée',
    'augmenté=augmentée diminué=diminuée=réduit',
    'activé=activée désactivé=désactivée',
    'verrouillé=verrouillée déverrouillé=déverrouillée',
    'ajouté=ajoutée supprimé=supprimée',
    'avant après',
    'premier=première dernier=dernière',
    'chaud froid',
    'aujourd=aujourdhui demain hier',
    'matin soir nuit',
    'lundi mardi mercredi jeudi vendredi samedi dimanche',
    'nord sud',
    'est ouest',
    'ensoleillé pluvieux=pleut neigeux=neige nuageux',
    'oui non',
    'suivant=suivante précédent=précédente',
  ],
  es: [
    'encendido=encendida=encendidas=encendidos=encender apagado=apagada=apagadas=apagados=apagar',
    'abierto=abierta=abrir cerrado=cerrada=cerrar',
    'arriba=subir=subido abajo=bajar=bajado',
    'izquierda derecha',
    'iniciado=iniciada=empezado detenido=detenida=parado=cancelado=cancelada',
    'aumentado=aumentada reducido=reducida=disminuido',
    'activado=activada desactivado=desactivada',
    'bloqueado=bloqueada desbloqueado=desbloqueada',
    'añadido=añadida eliminado=eliminada',
    'antes después',
    'primero=primera último=última',
    'caliente=calor frío',
    'hoy mañana ayer',
    'norte sur',
    'este oeste',
    'lunes martes miércoles jueves viernes sábado domingo',
    'soleado lluvioso=llueve nevado=nieva nublado',
    'sí no',
    'siguiente anterior',
  ],
  it: [
    'acceso=accesa=accese spento=spenta=spente',
    'aperto=aperta chiuso=chiusa',
    'sinistra destra',
    'avviato=avviata fermato=fermata=annullato=annullata',
    'attivato=attivata disattivato=disattivata',
    'prima dopo',
    'caldo freddo',
    'oggi domani ieri',
    'lunedì martedì mercoledì giovedì venerdì sabato domenica',
    'nord sud',
    'est ovest',
    'primo=prima ultimo=ultima',
    'aumentato diminuito',
  ],
  nl: [
    'aan uit',
    'open=geopend dicht=gesloten',
    'links rechts',
    'gestart gestopt=geannuleerd',
    'ingeschakeld uitgeschakeld',
    'voor na',
    'warm koud',
    'vandaag morgen gisteren',
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
    'noord zuid',
    'oost west',
    'eerste laatste',
    'ja nee',
    'hoger lager',
  ],
  pt: [
    'ligado=ligada=ligadas=ligados=acesa desligado=desligada=desligadas=desligados=apagada',
    'aberto=aberta fechado=fechada',
    'esquerda direita',
    'iniciado=iniciada parado=parada=cancelado=cancelada',
    'ativado=ativada desativado=desativada',
    'antes depois',
    'quente frio',
    'hoje amanhã ontem',
    'domingo sábado',
    'norte sul',
    'leste oeste',
    'primeiro=primeira último=última',
    'sim não',
  ],
}

export type Contrasts = {
  negations: ReadonlySet<string>
  /** word -> [group, meaning]: two words of one group with different meanings exclude each other */
  meanings: ReadonlyMap<string, readonly [group: number, meaning: number][]>
}

function build(primary: string): Contrasts {
  const meanings = new Map<string, [number, number][]>()
  groups[primary]?.forEach((group, groupIndex) =>
    group.split(' ').forEach((variants, meaning) => {
      for (const word of variants.split('=')) {
        const known = meanings.get(word)
        if (known === undefined) meanings.set(word, [[groupIndex, meaning]])
        else known.push([groupIndex, meaning])
      }
    }),
  )
  return { negations: new Set(negations[primary]?.split(' ')), meanings }
}

const built = new Map<string, Contrasts>()

/** Negations and mutually exclusive words of a BCP-47 language; empty for languages without a list. */
export function contrastsOf(language: string): Contrasts {
  const primary = primarySubtag(language)
  let contrasts = built.get(primary)
  if (contrasts === undefined) {
    contrasts = build(primary)
    if (built.size < 200) built.set(primary, contrasts)
  }
  return contrasts
}
