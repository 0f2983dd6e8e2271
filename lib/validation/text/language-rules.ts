/** What normalisation knows of a language beside its number words. Keyed by the primary subtag. */
export type LanguageRules = {
  /** symbol -> word */
  symbols: Record<string, string>
  fillers: ReadonlySet<string>
  /** inflected or variant spelling -> the form compared */
  same: ReadonlyMap<string, string>
  /** `l'eau` is two words (fr, it, ca) */
  splitsApostrophe: boolean
  /** `1.500,25` instead of `1,500.25` */
  decimalComma: boolean
  /** words between the whole and the fraction of a number: `two point five` */
  decimalWords: ReadonlySet<string>
  /** words are not separated by spaces: cut by `Intl.Segmenter`, CER is the main figure */
  unspaced: boolean
}

type Row = {
  symbols?: [
    percent: string,
    dollar: string,
    euro: string,
    pound: string,
    degree: string,
    and: string,
  ]
  fillers?: string
  /** `form=form,form …`: the listed forms count as the first */
  same?: string
  decimalWords?: string
}

const english =
  'dollar=dollars euro=euros pound=pounds cent=cents degree=degrees percent=per-cent ok=okay color=colour ' +
  'favorite=favourite neighbor=neighbour honor=honour center=centre theater=theatre gray=grey traveling=travelling ' +
  'canceled=cancelled organize=organise recognize=recognise realize=realise apologize=apologise program=programme ' +
  'meter=metre kilometer=kilometre,kms,km,kilometers,kilometres liter=litre catalog=catalogue dialog=dialogue ' +
  'mister=mr missus=mrs doctor=dr saint=st'

const rows: Record<string, Row> = {
  en: {
    symbols: ['percent', 'dollar', 'euro', 'pound', 'degree', 'and'],
    fillers: 'uh um uhm er erm hmm hm mm mhm ah eh',
    same: english,
    decimalWords: 'point dot',
  },
  de: {
    symbols: ['prozent', 'dollar', 'euro', 'pfund', 'grad', 'und'],
    fillers: 'äh ähm öh hm hmm mhm tja',
    same: 'dollar=dollars euro=euros doktor=dr',
    decimalWords: 'komma',
  },
  fr: {
    symbols: ['pour cent', 'dollar', 'euro', 'livre', 'degré', 'et'],
    fillers: 'euh heu hum hm hmm ben bah',
    same: 'dollar=dollars euro=euros livre=livres degré=degrés monsieur=m,mr madame=mme docteur=dr',
    decimalWords: 'virgule',
  },
  es: {
    symbols: ['por ciento', 'dólar', 'euro', 'libra', 'grado', 'y'],
    fillers: 'eh em mm hm hmm',
    same: 'dólar=dólares euro=euros libra=libras grado=grados señor=sr señora=sra doctor=dr',
    decimalWords: 'coma punto',
  },
  it: {
    symbols: ['per cento', 'dollaro', 'euro', 'sterlina', 'grado', 'e'],
    fillers: 'ehm eh mm hm hmm uhm',
    same: 'dollaro=dollari sterlina=sterline grado=gradi signor=sig dottor=dott',
    decimalWords: 'virgola',
  },
  nl: {
    symbols: ['procent', 'dollar', 'euro', 'pond', 'graad', 'en'],
    fillers: 'eh ehm uh uhm hm hmm',
    same: 'dollar=dollars euro=euros graad=graden meneer=dhr mevrouw=mevr',
    decimalWords: 'komma',
  },
  pt: {
    symbols: ['por cento', 'dólar', 'euro', 'libra', 'grau', 'e'],
    fillers: 'eh hã hum hm hmm',
    same: 'dólar=dólares euro=euros libra=libras grau=graus senhor=sr senhora=sra',
    decimalWords: 'vírgula ponto',
  },
  pl: {
    symbols: ['procent', 'dolar', 'euro', 'funt', 'stopień', 'i'],
    fillers: 'yyy eee hm hmm',
    decimalWords: 'przecinek',
  },
  sv: {
    symbols: ['procent', 'dollar', 'euro', 'pund', 'grad', 'och'],
    fillers: 'eh öh hm hmm',
    same: 'grad=grader',
    decimalWords: 'komma',
  },
  ru: {
    symbols: ['процент', 'доллар', 'евро', 'фунт', 'градус', 'и'],
    fillers: 'э эм хм ммм',
    same: 'процент=процента,процентов доллар=доллара,долларов градус=градуса,градусов',
  },
  tr: {
    symbols: ['yüzde', 'dolar', 'euro', 'sterlin', 'derece', 've'],
    fillers: 'ııı hmm şey',
    decimalWords: 'virgül',
  },
  zh: { symbols: ['百分之', '美元', '欧元', '英镑', '度', '和'], fillers: '嗯 呃' },
  ja: {
    symbols: ['パーセント', 'ドル', 'ユーロ', 'ポンド', '度', 'と'],
    fillers: 'えーと あの えっと',
  },
  ko: { symbols: ['퍼센트', '달러', '유로', '파운드', '도', '와'], fillers: '음 어' },
}

const decimalPoint = new Set('en zh ja ko th he hi bn ta te mr gu kn pa my km lo fil ms'.split(' '))
const unspaced = new Set('zh ja th km lo my yue cmn'.split(' '))
const splitting = new Set('fr it ca'.split(' '))
const words = (list: string | undefined) => new Set(list?.split(' '))

function sameForms(list: string | undefined): Map<string, string> {
  const forms = new Map<string, string>()
  for (const entry of list?.split(' ') ?? []) {
    const [form = '', variants = ''] = entry.split('=')
    for (const variant of variants.split(',')) forms.set(variant, form)
  }
  return forms
}

function build(primary: string): LanguageRules {
  const row = rows[primary] ?? {}
  const [percent, dollar, euro, pound, degree, and] = row.symbols ?? rows.en?.symbols ?? []
  const symbols: Record<string, string> = {}
  for (const [symbol, word] of [
    ['%', percent],
    ['$', dollar],
    ['€', euro],
    ['£', pound],
    ['°', degree],
    ['&', and],
  ] as const)
    if (word !== undefined) symbols[symbol] = word
  return {
    symbols,
    fillers: words(row.fillers),
    same: sameForms(row.same),
    splitsApostrophe: splitting.has(primary),
    decimalComma: !decimalPoint.has(primary),
    decimalWords: words(row.decimalWords),
    unspaced: unspaced.has(primary),
  }
}

const built = new Map<string, LanguageRules>()

/** The first subtag of a BCP-47 tag: `pt` of `pt-BR`. */
export function primarySubtag(language: string): string {
  const dash = language.indexOf('-')
  return (dash < 0 ? language : language.slice(0, dash)).toLowerCase()
}

/** Rules of a BCP-47 language; languages without own rules get the general ones. */
export function rulesOf(language: string): LanguageRules {
  const primary = primarySubtag(language)
  let rules = built.get(primary)
  if (rules === undefined) {
    rules = build(primary)
    if (built.size < 200) built.set(primary, rules)
  }
  return rules
}
