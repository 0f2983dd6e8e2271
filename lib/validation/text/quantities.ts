import { primarySubtag } from './language-rules.ts'

/** A typed value said in a text. `raw` is the figure as spoken. */
export type Quantity =
  /** minutes of the day: both halves of the day when the text does not say which */
  | { kind: 'time'; raw: number; minutes: number[]; end: number }
  | { kind: 'duration'; raw: number; seconds: number; end: number }
  | { kind: 'amount'; raw: number; unit: string; end: number }
  | { kind: 'number'; raw: number; end: number }

type Grammar = {
  /** unit word -> seconds */
  durations: Map<string, number>
  units: Set<string>
  and: Set<string>
  am: Set<string>
  pm: Set<string>
  clock: Set<string>
  half: { before?: string; word: string; towards: boolean } | null
  past: Set<string>
  to: Set<string>
  quarter: Set<string>
  noon: Set<string>
  midnight: Set<string>
}

/** seconds, minutes, hours, days, weeks · and · am · pm · clock words · past · to · quarter · noon · midnight */
const rows: Record<string, string> = {
  en: 'second,seconds,sec,secs,s;minute,minutes,min,mins;hour,hours,hr,hrs,h;day,days;week,weeks·and·am,morning·pm,afternoon,evening,night·oclock·past,after·to,before,till·quarter·noon,midday·midnight',
  de: 'sekunde,sekunden;minute,minuten,min;stunde,stunden,std;tag,tage,tagen;woche,wochen·und·morgens,vormittags,früh,morgen·nachmittags,abends,nachmittag,abend·uhr·nach·vor·viertel·mittag·mitternacht',
  fr: 'seconde,secondes;minute,minutes,min;heure,heures,h;jour,jours;semaine,semaines·et·matin·après,midi,soir·h,heures,heure·et·moins·quart·midi·minuit',
  es: 'segundo,segundos;minuto,minutos,min;hora,horas;día,días;semana,semanas·y·mañana·tarde,noche·en·y·menos·cuarto·mediodía·medianoche',
  it: 'secondo,secondi;minuto,minuti;ora,ore;giorno,giorni;settimana,settimane·e·mattina·pomeriggio,sera·in·e·meno·quarto·mezzogiorno·mezzanotte',
  nl: 'seconde,seconden;minuut,minuten;uur,uren;dag,dagen;week,weken·en·ochtend,ochtends·middag,middags,avond,avonds·uur·over·voor·kwart·twaalf uur·middernacht',
  pt: 'segundo,segundos;minuto,minutos;hora,horas;dia,dias;semana,semanas·e·manhã·tarde,noite·h·e·menos·quarto·meio-dia·meia-noite',
}
const halves: Record<string, Grammar['half']> = {
  en: { word: 'half', towards: false },
  de: { word: 'halb', towards: true },
  nl: { word: 'half', towards: true },
  fr: { word: 'demie', towards: false },
  es: { word: 'media', towards: false },
  it: { word: 'mezza', towards: false },
}
const amounts =
  'percent prozent dollar euro pound pfund degree grad celsius fahrenheit kilometer mile miles meter liter kilo kilogram gram'
const seconds = [1, 60, 3_600, 86_400, 604_800]
const set = (list: string | undefined) => new Set(list?.split(','))

function build(primary: string): Grammar {
  const [units = '', and, am, pm, clock, past, to, quarter, noon, midnight] = (
    rows[primary] ?? ''
  ).split('·')
  const durations = new Map<string, number>()
  units.split(';').forEach((names, index) => {
    for (const name of names.split(',')) if (name !== '') durations.set(name, seconds[index] ?? 1)
  })
  return {
    durations,
    units: new Set(amounts.split(' ')),
    and: set(and),
    am: set(am),
    pm: set(pm),
    clock: set(clock),
    past: set(past),
    to: set(to),
    quarter: set(quarter),
    noon: set(noon),
    midnight: set(midnight),
    half: halves[primary] ?? null,
  }
}

const built = new Map<string, Grammar>()
function grammarOf(language: string): Grammar {
  const primary = primarySubtag(language)
  let grammar = built.get(primary)
  if (grammar === undefined) {
    grammar = build(primary)
    if (built.size < 200) built.set(primary, grammar)
  }
  return grammar
}

function figure(word: string | undefined): number | null {
  if (word === undefined) return null
  const code = word.charCodeAt(0)
  if (code < 48 || code > 57) return null
  const value = Number(word)
  return Number.isNaN(value) ? null : value
}

/** Morning or afternoon, when one of the next four words says so. */
function dayPart(words: readonly string[], from: number, grammar: Grammar) {
  for (let index = from; index < Math.min(words.length, from + 4); index++) {
    const word = words[index] ?? ''
    if (figure(word) !== null) break
    if (grammar.am.has(word)) return { half: 'am' as const, end: index + 1 }
    if (grammar.pm.has(word)) return { half: 'pm' as const, end: index + 1 }
  }
  return null
}

function time(
  hour: number,
  minute: number,
  end: number,
  words: readonly string[],
  grammar: Grammar,
): Quantity {
  const part = dayPart(words, end, grammar)
  const base = (((hour * 60 + minute) % 1_440) + 1_440) % 1_440
  const twelve = base % 720
  const ambiguous = hour >= 1 && hour <= 12
  const minutes = !ambiguous
    ? [base]
    : part === null
      ? [twelve, twelve + 720]
      : [part.half === 'am' ? twelve : twelve + 720]
  return { kind: 'time', raw: hour, minutes, end: part?.end ?? end }
}

/** `half past 7`, `quarter to 7`, `halb 8`, `10 past 7`: the words before the hour. */
function leadingTime(words: readonly string[], at: number, grammar: Grammar): Quantity | null {
  const word = words[at] ?? ''
  const next = words[at + 1] ?? ''
  const hour = figure(next)
  if (grammar.half?.word === word && grammar.half.towards && hour !== null && hour <= 12)
    return time(hour, -30, at + 2, words, grammar)
  const minutes = grammar.quarter.has(word) ? 15 : grammar.half?.word === word ? 30 : figure(word)
  const of = figure(words[at + 2])
  if (minutes === null || of === null || of > 24 || !Number.isInteger(of) || minutes > 59)
    return null
  if (grammar.and.has(next) || grammar.durations.has(words[at + 3] ?? '')) return null
  if (grammar.past.has(next)) return time(of, minutes, at + 3, words, grammar)
  return grammar.to.has(next) ? time(of, -minutes, at + 3, words, grammar) : null
}

/** `7 30`, `7 am`, `7 uhr 30`, `7 heures et demie`, `7 y media`: the words after the hour. */
function trailingTime(
  words: readonly string[],
  at: number,
  hour: number,
  grammar: Grammar,
): Quantity | null {
  if (hour > 24 || !Number.isInteger(hour)) return null
  let next = at + 1
  const word = words[next] ?? ''
  const clock = grammar.clock.has(word)
  if (clock) next++
  const joined = words[next] ?? ''
  const fraction = words[next + 1] ?? ''
  if (grammar.past.has(joined) || grammar.to.has(joined)) {
    const minutes = fraction === grammar.half?.word ? 30 : grammar.quarter.has(fraction) ? 15 : null
    if (minutes !== null)
      return time(hour, grammar.to.has(joined) ? -minutes : minutes, next + 2, words, grammar)
  }
  const minute = figure(joined)
  if (minute !== null && joined.length === 2 && minute < 60 && !grammar.durations.has(fraction))
    return time(hour, minute, next + 1, words, grammar)
  const duration = grammar.durations.has(word)
  if (clock && !duration) return time(hour, 0, next, words, grammar)
  const part = dayPart(words, next, grammar)
  const close = part !== null && part.end - next <= 3
  return close && (!duration || clock) ? time(hour, 0, next, words, grammar) : null
}

function durationAt(
  words: readonly string[],
  at: number,
  value: number,
  grammar: Grammar,
): Quantity | null {
  const unit = grammar.durations.get(words[at + 1] ?? '')
  if (unit === undefined) return null
  let total = value * unit
  let end = at + 2
  for (;;) {
    const next = grammar.and.has(words[end] ?? '') ? end + 1 : end
    if (words[next] === grammar.half?.word) {
      total += unit / 2
      end = next + 1
      break
    }
    const more = figure(words[next])
    const smaller = grammar.durations.get(words[next + 1] ?? '')
    if (more === null || smaller === undefined || smaller >= unit) break
    total += more * smaller
    end = next + 2
  }
  return { kind: 'duration', raw: value, seconds: total, end }
}

function quantityAt(words: readonly string[], at: number, grammar: Grammar): Quantity | null {
  const word = words[at] ?? ''
  if (grammar.noon.has(word)) return { kind: 'time', raw: 12, minutes: [720], end: at + 1 }
  if (grammar.midnight.has(word)) return { kind: 'time', raw: 0, minutes: [0], end: at + 1 }
  const value = figure(word)
  if (value === null && word !== grammar.half?.word && !grammar.quarter.has(word)) return null
  const led = leadingTime(words, at, grammar)
  if (led !== null || value === null) return led
  const timed = trailingTime(words, at, value, grammar) ?? durationAt(words, at, value, grammar)
  if (timed !== null) return timed
  const unit = words[at + 1] ?? ''
  if (grammar.units.has(unit)) return { kind: 'amount', raw: value, unit, end: at + 2 }
  return { kind: 'number', raw: value, end: at + 1 }
}

/** Numbers, clock times, durations and amounts in normalised words of a BCP-47 language, in order. */
export function quantitiesIn(words: readonly string[], language: string): Quantity[] {
  const grammar = grammarOf(language)
  const found: Quantity[] = []
  for (let index = 0; index < words.length;) {
    const quantity = quantityAt(words, index, grammar)
    if (quantity !== null) found.push(quantity)
    index = quantity?.end ?? index + 1
  }
  return found
}

/** Whether two quantities can mean the same: equal value in the same unit, or a bare number beside its unit. */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  if (a.kind === 'time' && b.kind === 'time') return a.minutes.some((m) => b.minutes.includes(m))
  if (a.kind === 'duration' && b.kind === 'duration') return a.seconds === b.seconds
  if (a.kind === 'amount' && b.kind === 'amount') return a.raw === b.raw && a.unit === b.unit
  return (a.kind === 'number' || b.kind === 'number') && a.raw === b.raw
}
