import { phraseList } from '#lib/engines/validation/text/grammars/romance-tables.ts'
import { symbols } from '#lib/engines/validation/text/grammars/romance-words.ts'
import { wordList, wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

export const units = wordMap(
  `${symbols}; second: secondo secondi; minute: minuto minuti; hour: ora ore; day: giorno giorni; week: settimana settimane; ` +
    'month: mese mesi; year: anno anni; metre: metro metri; kilometre: chilometro chilometri; centimetre: centimetro centimetri; ' +
    'millimetre: millimetro millimetri; mile: miglio miglia; foot: piedi; inch: pollice pollici; gram: grammo grammi; ' +
    'kilogram: chilogrammo chilogrammi chilo chili; milligram: milligrammo milligrammi; tonne: tonnellata tonnellate; ' +
    'litre: litro litri; millilitre: millilitro millilitri; centilitre: centilitro centilitri; hectare: ettaro ettari; ' +
    'square-metre: metro_quadrato metri_quadrati metri_quadri mq m2; square-kilometre: chilometri_quadrati; ' +
    "kilometre-per-hour: chilometri_orari chilometri_all'ora; metre-per-second: metri_al_secondo; " +
    'celsius: grado_celsius gradi_celsius gradi_centigradi; fahrenheit: gradi_fahrenheit fahrenheit; degree: grado gradi; ' +
    'kilowatt-hour: kilowattora chilowattora; megabyte: megabyte mega; gigabyte: gigabyte giga; ounce: once; pound: libbra libbre',
)
export const currencies = wordMap(
  'EUR: euro eur; USD: dollaro dollari usd; GBP: sterlina sterline gbp; CHF: franco franchi franchi_svizzeri chf; ' +
    'JPY: yen; CNY: yuan; RUB: rubli; INR: rupie',
)
export const subunits = wordMap('0.01: centesimo centesimi cent penny pence')
export const months = wordMap(
  '1: gennaio gen; 2: febbraio feb; 3: marzo mar; 4: aprile apr; 5: maggio mag; 6: giugno giu; 7: luglio lug; 8: agosto ago; ' +
    '9: settembre sett set; 10: ottobre ott; 11: novembre nov; 12: dicembre dic',
)
export const weekdays = wordMap(
  '1: lunedì lunedi; 2: martedì martedi; 3: mercoledì mercoledi; 4: giovedì giovedi; 5: venerdì venerdi; 6: sabato; 7: domenica',
)

export const polite = phraseList(
  "perfetto|d'accordo|va bene|molto bene|certo|certamente|ma certo|naturalmente|volentieri|con piacere|salve|ciao|buongiorno|" +
    'buonasera|buon pomeriggio|grazie|grazie mille|molte grazie|per favore|per piacere|per cortesia|prego|di niente|di nulla|' +
    "nessun problema|non c'è problema|non c'è di che|ok|okay|ottimo|capito|ecco fatto|posso aiutarla in altro|" +
    "posso aiutarti in altro|posso fare altro per lei|posso fare altro per te|posso esserle utile in altro|c'è altro|" +
    "le serve altro|ti serve altro|ha bisogno di altro|hai bisogno di altro|desidera altro|serve altro|qualcos'altro|" +
    "buona giornata|buona serata|arrivederci|a presto|a sua disposizione|mi dispiace|mi scusi|scusi|scusa|senz'altro|" +
    'grazie per la pazienza|grazie per aver chiamato',
)
export const negations = phraseList(
  'non|no|mai|nessun|nessuno|nessuna|senza|niente|nulla|né|nemmeno|neanche|neppure|fuori servizio',
)
export const negationPatterns = [
  /^(?:impossibil[ei]|improbabil[ei]|impreciso|imprevist[oaie]|inaccessibil[ei]|inattiv[oaie]|inadatt[oaie]|incapac[ei]|incert[oaie]|incomplet[oaie]|incorrett[oaie]|indisponibil[ei]|inesatt[oaie]|inesistent[ei]|insufficient[ei]|inutil[ei]|inutilizzabil[ei]|invalid[oaie]|invisibil[ei]|inattes[oaie]|irraggiungibil[ei]|irregolar[ei]|illegal[ei]|illimitat[oaie]|vietat[oaie]|scorrett[oaie]|sconosciut[oaie])$/u,
  /^(?:disattiv|disabilit|disinstall|disdett|disdir|disconness|disconnett|sblocc|scolleg|spent[oaie]|spegn)/u,
]
export const conditions = phraseList(
  'se|a meno che|purché|a condizione che|nel caso|in caso di|qualora|salvo|tranne|eccetto|forse|magari|probabilmente|' +
    'possibilmente|eventualmente|apparentemente|sembra|sembrerebbe|potrebbe|potrebbero|potremmo|dovrebbe|dovrebbero|sarebbe|' +
    'sarebbero|avrebbe|avrebbero|vorrebbe|fallito|fallita|fallire|fallimento|errore|incapace|impossibile|rifiutato|rifiutata|' +
    'quasi|provato|provare|tentato|tentativo|cercato di|quando|appena|una volta che|finché|in attesa|stava per|stavo per|solo se',
)
export const harmless = phraseList(
  "nessun problema|non c'è problema|non c'è nessun problema|non c'è di che|non si preoccupi|non ti preoccupare|non solo|" +
    'non soltanto|non esiti|non esitare|non riagganci|di niente|di nulla|senza dubbio|senza problemi|se vuole|se vuoi|se desidera',
)
export const questions = phraseList(
  'che cosa|cosa|chi|quale|quali|quando|quanto|quanta|quanti|quante|come|dove|perché|vuole|desidera|posso',
)
export const approximators = phraseList(
  "circa|all'incirca|più o meno|quasi|intorno a|intorno alle|verso|verso le|attorno a|più di|meno di|oltre|almeno|al massimo|" +
    'al minimo|fino a|a partire da|entro|tra|fra|prima di|dopo|appena|una decina|una ventina|una trentina|un centinaio|' +
    'minimo|massimo|superiore a|inferiore a|un paio di',
)
export const fillers = wordSet('ehm eh mm hm hmm uhm mmm')
export const articles = wordSet(
  'il lo la i gli le l un uno una del dello della dei degli delle dell',
)
export const yes = wordSet('sì si certo esatto giusto vero corretto')
export const no = wordSet('no negativo falso')
export const functionWords = new Set(
  wordList(
    'il lo la i gli le l un uno una di del dello della dei degli delle dell d e ed o ma se che chi è sono era essere sei siamo ha hanno ho avere sarà io tu lui lei noi voi loro mi ti si ci vi ne mio tuo suo sua nostro questo questa quello quella a ad al alla alle agli ai all in nel nella nei su sul sulla per con da dal dalla dalle non più molto anche come quando dove',
  ),
)
export const same: Record<string, readonly string[]> = {
  a: ['ad', 'al', 'allo', 'alla', 'ai', 'agli', 'alle', "all'"],
  da: ['dal', 'dallo', 'dalla', 'dai', 'dagli', 'dalle', "dall'"],
  di: ["d'"],
  ci: ["c'"],
  e: ['ed'],
  un: ["un'", 'uno', 'una'],
  signor: ['sig', 'signore'],
  signora: ['sig.ra'],
  dottor: ['dott', 'dottore'],
  dottoressa: ['dott.ssa'],
  email: ['e-mail'],
}

/** Plural and gender endings aside. */
export function sameStem(a: string, b: string): boolean {
  const stem = (word: string) => {
    const cut = word.replace(/(?:chi|che|ghi|ghe|[oaei])$/u, (end) =>
      end.length > 1 ? (end[0] ?? '') : '',
    )
    return cut.length >= 3 ? cut : word
  }
  return a === b || stem(a) === stem(b)
}
