/**
 * Words of what is still to come or only partly so, by primary subtag. `open`: wherever they stand in the clause; `future`:
 * beside a participle, whose form `participle` knows. A plain promise (`will arrive at nine`) is neither.
 */
type Row = { open: string; future?: string; participle?: RegExp }

const romance = (endings: string) => new RegExp(`\\p{L}{2,}(?:${endings})$`, 'u')

export const pendingRows: Readonly<Record<string, Row>> = {
  en: {
    open: 'yet to|awaiting|awaits|as good as|partially|partly|half|tentatively|provisionally|on hold|in progress|virtually|practically|not yet|expected to|scheduled to|due to be|soon to|halfway|subject to|unconfirmed',
    future: 'will be|shall be|to be|being|will get|get|gets|getting|will have been',
    participle:
      /^(?:\p{L}{3,}ed|paid|sent|sold|made|done|bought|found|lost|given|taken|written|known|set|put|cut|shut|met|held|kept|left|built|cleared|ready|available|open|closed|complete|free|included|active|valid|full)$/u,
  },
  de: {
    open: 'ausstehend|steht noch aus|stehen noch aus|noch zu|so gut wie|teilweise|zum teil|halb|vorläufig|unter vorbehalt|voraussichtlich|in bearbeitung|fast|beinahe|noch nicht|demnächst|wartet auf|warten auf',
    future: 'wird|werden|werde|wirst|werdet|zu werden|soll|sollen|muss|müssen',
    participle:
      /^(?:(?:\p{L}{2,5})?ge\p{L}{2,}(?:t|en)|(?:be|ver|er|ent|zer|miss|über|unter)\p{L}{3,}(?:t|en)|\p{L}{3,}iert|fertig|verfügbar|frei|offen|bereit)$/u,
  },
  fr: {
    open: 'en attente|bientôt|partiellement|en partie|à moitié|provisoirement|presque|quasiment|en cours|reste à|pas encore|sous réserve|aussi bon que',
    future:
      'sera|seront|serez|serai|sera bientôt|va être|vont être|doit être|doivent être|être|à être|aura été|est en train',
    participle: romance('ée?s?|ie?s?|ue?s?|is|it|ite|ert|erte|prêt|prête|disponibles?|libres?'),
  },
  es: {
    open: 'pendiente|pendientes|a la espera|en espera|pronto|parcialmente|en parte|a medias|provisionalmente|casi|prácticamente|en curso|en proceso|por confirmar|todavía no|aún no|falta',
    future:
      'será|serán|va a ser|van a ser|va a estar|estará|estarán|quedará|quedarán|debe ser|deben ser|siendo|ser|se va a',
    participle: romance(
      'ad[oa]s?|id[oa]s?|hech[oa]s?|iert[oa]s?|list[oa]s?|libres?|disponibles?|crit[oa]s?|puest[oa]s?|uelt[oa]s?',
    ),
  },
  it: {
    open: 'in attesa|presto|parzialmente|in parte|a metà|provvisoriamente|quasi|praticamente|in corso|da confermare|non ancora|resta da',
    future:
      'sarà|saranno|verrà|verranno|viene|vengono|sta per essere|deve essere|devono essere|essere|essendo',
    participle: romance(
      'at[oaie]|it[oaie]|ut[oaie]|ert[oaie]|ess[oaie]|att[oaie]|ont[oaie]|es[oaie]|iber[oaie]|ibil[ei]',
    ),
  },
  pt: {
    open: 'pendente|pendentes|aguardando|à espera|em breve|parcialmente|em parte|provisoriamente|quase|praticamente|em andamento|em curso|por confirmar|ainda não|falta',
    future: 'será|serão|vai ser|vão ser|estará|estarão|ficará|ficarão|deve ser|devem ser|sendo|ser',
    participle: romance(
      'ad[oa]s?|id[oa]s?|eit[oa]s?|ert[oa]s?|ront[oa]s?|ivres?|íve(?:l|is)|crit[oa]s?|ost[oa]s?',
    ),
  },
  ca: {
    open: 'pendent|pendents|aviat|parcialment|en part|gairebé|quasi|en curs|per confirmar|encara no',
    future: 'serà|seran|estarà|estaran|ha de ser|quedarà',
    participle: romance('ad[ae]?s?|at|ats|it|its|id[ae]s?|ut|uts|ud[ae]s?|ert|erta|disponibles?'),
  },
  nl: {
    open: 'in afwachting|nog te|zo goed als|gedeeltelijk|deels|half|voorlopig|bijna|in behandeling|nog niet|binnenkort|wacht op|onder voorbehoud|vrijwel',
    future: 'wordt|worden|zal|zullen|moet|moeten|gaat|gaan',
    participle:
      /^(?:(?:\p{L}{2,5})?ge\p{L}{2,}(?:d|t|en)|(?:be|ver|ont|her|er)\p{L}{2,}(?:d|t|en)|\p{L}{3,}eerd|klaar|beschikbaar|vrij|open)$/u,
  },
  sv: {
    open: 'väntar på|i väntan på|delvis|till hälften|preliminärt|nästan|snart|pågår|ännu inte|så gott som|återstår att|inväntar',
    future: 'kommer att|ska|skall|blir|bli|måste|bör|kommer',
    participle:
      /^\p{L}{3,}(?:ad|at|ade|dd|tt|d|t|da|ta|na|en|et|klar|klart|ledig|ledigt|tillgänglig|tillgängligt)$/u,
  },
  da: {
    open: 'afventer|venter på|delvist|til dels|foreløbigt|næsten|snart|i gang|endnu ikke|så godt som|mangler at',
    future: 'vil blive|bliver|blive|skal|vil være|vil',
    participle: /^\p{L}{3,}(?:et|t|ede|te|ne|klar|ledig|ledigt)$/u,
  },
  nb: {
    open: 'avventer|venter på|delvis|foreløpig|nesten|snart|pågår|ennå ikke|så godt som|gjenstår å',
    future: 'vil bli|blir|bli|skal|vil være|vil|kommer til å',
    participle: /^\p{L}{3,}(?:et|t|a|d|ede|te|ne|klar|klart|ledig)$/u,
  },
  fi: {
    open: 'odottaa|odotetaan|osittain|osaksi|alustavasti|melkein|lähes|pian|kesken|ei vielä|käytännössä',
    future: 'tullaan|tulee|täytyy|pitää|aiotaan',
    participle: /^\p{L}{3,}(?:tu|ty|ttu|tty|tava|tävä|tettu|tetty|maan|mään|valmis|vapaa)$/u,
  },
  pl: {
    open: 'oczekuje|oczekuje na|oczekujące|oczekująca|częściowo|po części|wstępnie|prawie|niemal|wkrótce|w toku|jeszcze nie|do potwierdzenia|czeka na|praktycznie',
    future: 'zostanie|zostaną|będzie|będą|ma zostać|ma być|musi być|zostać',
    participle: /^\p{L}{2,}(?:n[yaeio]|t[yaeo]|ci|ni|ty|no|to|gotow\p{L}|woln\p{L}|dostępn\p{L})$/u,
  },
  cs: {
    open: 'čeká na|čekající|čeká|částečně|zčásti|předběžně|téměř|skoro|brzy|probíhá|ještě ne|zatím ne|prakticky',
    future: 'bude|budou|má být|mají být|musí být',
    participle:
      /^\p{L}{2,}(?:n[aoyií]?|t[aoyií]?|ný|ná|né|tý|tá|té|připraven\p{L}*|voln\p{L}|dostupn\p{L})$/u,
  },
  ru: {
    open: 'ожидает|ожидается|ожидают|ожидании|частично|отчасти|предварительно|почти|скоро|вскоре|в процессе|ещё не|еще не|пока не|практически|осталось|предстоит',
    future: 'будет|будут|должно быть|должен быть|должна быть|быть',
    participle:
      /^\p{L}{2,}(?:[аеоёуыи]н[аоы]?|т[аоы]?|нн(?:ый|ая|ое|ые)|готов\p{L}?|свобод\p{L}+|доступ\p{L}+|открыт\p{L}?)$/u,
  },
  uk: {
    open: 'очікує|очікується|очікують|частково|почасти|попередньо|майже|скоро|незабаром|у процесі|в процесі|ще не|поки не|практично|залишилося',
    future: 'буде|будуть|має бути|мають бути|бути',
    participle:
      /^\p{L}{2,}(?:[аеоєуиії]н[аоиі]?|н(?:ий|а|е|і|о)|т(?:ий|а|е|і|о)|готов\p{L}+|вільн\p{L}+|доступн\p{L}+)$/u,
  },
  el: {
    open: 'εκκρεμεί|αναμένεται|σε αναμονή|εν μέρει|μερικώς|προσωρινά|σχεδόν|σύντομα|σε εξέλιξη|ακόμη|απομένει',
    future: 'θα είναι|θα έχει|θα γίνει|πρέπει να είναι|πρόκειται να',
    participle: /^\p{L}{2,}(?:μέν\p{L}+|έτοιμ\p{L}+|διαθέσιμ\p{L}+|ελεύθερ\p{L}+|ανοιχτ\p{L}+)$/u,
  },
  tr: {
    open: 'bekliyor|beklemede|bekleniyor|kısmen|yarı|geçici olarak|neredeyse|yakında|birazdan|devam ediyor|henüz|hemen hemen|olacak|olacaktır|edilecek|edilecektir|yapılacak',
  },
  vi: { open: 'đang chờ|chờ|sẽ được|sắp được|sắp|một phần|tạm thời|gần như|đang xử lý|chưa' },
  id: {
    open: 'menunggu|akan segera|segera|sebagian|sementara|hampir|sedang diproses|belum|nyaris',
    future: 'akan|harus|perlu|bakal',
    participle: /^(?:di\p{L}{3,}|ter\p{L}{3,}|siap|tersedia)$/u,
  },
  hi: {
    open: 'जाएगा|जाएगी|जाएंगे|जाएँगे|जाएंगी|जायेगा|जायेगी|होगा|होगी|होंगे|हो जाएगा|प्रतीक्षा|इंतज़ार|इंतजार|लंबित|आंशिक|आंशिक रूप|लगभग|जल्द|जल्दी ही|अभी तक नहीं|बाकी|अस्थायी',
  },
  ar: {
    open: 'سيتم|سوف يتم|سوف|ستتم|بانتظار|في انتظار|قيد الانتظار|جزئيا|جزئياً|مؤقتا|مؤقتاً|تقريبا|تقريباً|قريبا|قريباً|قيد التنفيذ|لم يتم بعد|سيكون|ستكون|يجب أن',
  },
  he: {
    open: 'ממתין|ממתינה|ממתינים|בהמתנה|חלקית|באופן חלקי|זמנית|כמעט|בקרוב|בתהליך|עדיין|טרם',
    future: 'יהיה|תהיה|יהיו|צריך להיות',
    participle: /^(?:מ\p{L}{3,}|זמי\p{L}+|פנוי\p{L}*)$/u,
  },
  ko: { open: '예정|대기|기다리|일부|부분|임시|거의|곧|진행 중|아직|될 것' },
  ja: {
    open: '予定|待ちです|待ちの|確認待ち|承認待ち|見込み|一部|仮に|仮予約|ほぼ|ほとんど|まもなく|間もなく|これから|まだ|処理中|進行中|されます|なります予定',
  },
  zh: {
    open: '将会|将被|將會|將被|即将|即將|待确认|待確認|待定|有待|尚待|等待|正在处理|正在處理|处理中|處理中|部分|暂时|暫時|几乎|幾乎|差不多|快要|还没|還沒|尚未',
  },
  th: { open: 'รอการ|กำลังรอ|จะได้รับการ|จะถูก|เร็วๆ นี้|เร็วๆนี้|บางส่วน|ชั่วคราว|เกือบ|กำลังดำเนินการ|ยังไม่' },
}
