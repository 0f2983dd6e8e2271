import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList } from '#lib/engines/validation/text/word-list.ts'

/** What is said at the edges of a reply and is not all the same: part of the day, meeting, parting. */
type Kind = 'meeting' | 'morning' | 'day' | 'evening' | 'night' | 'parting'

const kinds = ['meeting', 'morning', 'day', 'evening', 'night', 'parting'] as const

/** By primary subtag, in the order of `kinds`: `/` between kinds, `|` between phrases. */
const rows: Readonly<Record<string, string>> = {
  en: 'hello|hi|hey|welcome/good morning/good afternoon|good day/good evening/good night/goodbye|good bye|bye|bye bye|see you|see you later|see you soon|farewell|take care',
  de: 'hallo|hi|willkommen|grüß gott|servus/guten morgen/guten tag/guten abend/gute nacht/tschüss|tschüß|auf wiedersehen|auf wiederhören|bis bald|ciao',
  fr: 'salut|bienvenue|allô/bon matin/bonjour|bon après-midi/bonsoir/bonne nuit/au revoir|à bientôt|adieu|à plus tard',
  es: 'hola|bienvenido|bienvenida/buenos días/buenas tardes/buenas noches/-/adiós|hasta luego|hasta pronto|chao',
  it: 'salve|benvenuto|benvenuta/-/buongiorno|buon giorno|buon pomeriggio/buonasera|buona sera/buonanotte|buona notte/arrivederci|addio|a presto',
  pt: 'olá|oi|bem-vindo/bom dia/boa tarde/-/boa noite/tchau|adeus|até logo|até breve',
  nl: 'hallo|hoi|welkom/goedemorgen|goede morgen/goedemiddag|goede middag|goedendag/goedenavond|goede avond/goedenacht|goede nacht|welterusten/tot ziens|doei|dag|vaarwel',
  sv: 'hej|hallå|välkommen/god morgon/god dag|god middag/god kväll/god natt/hej då|adjö|vi hörs',
  da: 'hej|velkommen/godmorgen|god morgen/goddag|god dag/godaften|god aften/godnat|god nat/farvel|på gensyn|hej hej',
  nb: 'hei|hallo|velkommen/god morgen/god dag/god kveld/god natt/ha det|farvel|adjø',
  fi: 'hei|moi|terve|tervetuloa/huomenta|hyvää huomenta/hyvää päivää|päivää/hyvää iltaa/hyvää yötä/näkemiin|kuulemiin|hei hei|moi moi',
  pl: 'cześć|witam|witaj/-/dzień dobry/dobry wieczór/dobranoc/do widzenia|do usłyszenia|żegnam',
  cs: 'ahoj|vítejte/dobré ráno/dobrý den|dobré odpoledne/dobrý večer/dobrou noc/na shledanou|nashledanou|sbohem',
  ru: 'привет|здравствуйте|здравствуй|добро пожаловать/доброе утро/добрый день/добрый вечер/доброй ночи|спокойной ночи/до свидания|пока|прощайте|всего доброго',
  uk: 'привіт|вітаю|здрастуйте|ласкаво просимо/доброго ранку|добрий ранок/добрий день|доброго дня/добрий вечір|доброго вечора/на добраніч|доброї ночі/до побачення|бувайте',
  tr: 'merhaba|selam|hoş geldiniz/günaydın/iyi günler|tünaydın/iyi akşamlar/iyi geceler/hoşça kalın|hoşçakalın|güle güle|görüşürüz',
  el: 'γεια|γεια σας|καλώς ήρθατε/καλημέρα/-/καλησπέρα/καληνύχτα/αντίο|εις το επανιδείν',
  vi: 'xin chào|chào/chào buổi sáng/chào buổi chiều/chào buổi tối/chúc ngủ ngon/tạm biệt|hẹn gặp lại',
  id: 'halo|hai|selamat datang/selamat pagi/selamat siang|selamat sore/selamat malam/selamat tidur/selamat tinggal|selamat jalan|sampai jumpa',
  ca: 'hola|benvingut/-/bon dia|bona tarda/bon vespre/bona nit/adéu|fins aviat',
  hi: 'नमस्ते|नमस्कार|स्वागत है/सुप्रभात/-/शुभ संध्या/शुभ रात्रि/अलविदा|फिर मिलेंगे',
  ar: 'مرحبا|مرحباً|أهلا|أهلاً|السلام عليكم/صباح الخير/-/مساء الخير/تصبح على خير/وداعا|وداعاً|مع السلامة|إلى اللقاء',
  he: 'שלום|היי|ברוך הבא/בוקר טוב/צהריים טובים/ערב טוב/לילה טוב/להתראות|ביי',
  ko: '안녕하세요|환영합니다/좋은 아침입니다/-/좋은 저녁입니다/안녕히 주무세요/안녕히 가세요|안녕히 계세요',
  ja: 'もしもし|ようこそ/おはよう/こんにちは/こんばんは/おやすみ/さようなら|失礼します|またね',
  zh: '你好|您好|欢迎|歡迎/早上好|早安/下午好|午安/晚上好/晚安/再见|再見|拜拜',
  th: 'สวัสดี|ยินดีต้อนรับ/อรุณสวัสดิ์|สวัสดีตอนเช้า/สวัสดีตอนบ่าย/สวัสดีตอนเย็น/ราตรีสวัสดิ์/ลาก่อน',
}

const lists = new Map<string, ReadonlyMap<Kind, readonly string[]>>()

function listsOf(language: string): ReadonlyMap<Kind, readonly string[]> {
  const primary = grammarOf(language).language
  let known = lists.get(primary)
  if (known === undefined) {
    const parts = rows[primary]?.split('/') ?? []
    known = new Map(
      kinds.map((kind, at) => [
        kind,
        (parts[at] ?? '-').split('|').filter((phrase) => phrase !== '-'),
      ]),
    )
    lists.set(primary, known)
  }
  return known
}

function kindsIn(text: TokenText): Set<Kind> {
  const found = new Map<Kind, { start: number; end: number }[]>()
  for (const [kind, phrases] of listsOf(text.language))
    found.set(kind, findAll(wordList(phrases, text.language), text))
  const all = [...found.values()].flat()
  const longest = (place: { start: number; end: number }) =>
    !all.some(
      (other) =>
        other.start <= place.start &&
        place.end <= other.end &&
        other.end - other.start > place.end - place.start,
    )
  return new Set([...found].filter(([, places]) => places.some(longest)).map(([kind]) => kind))
}

/** Whether two texts greet each in another way: one meets and the other parts, or at another part of the day. */
export function greetsOtherwise(a: TokenText, b: TokenText): boolean {
  const [one, other] = [kindsIn(a), kindsIn(b)]
  if (one.size === 0 || other.size === 0) return false
  const timed = (found: Set<Kind>) =>
    (['morning', 'day', 'evening', 'night'] as const).filter((kind) => found.has(kind)).join()
  const [x, y] = [timed(one), timed(other)]
  if (x !== '' && y !== '' && x !== y) return true
  const meets = (found: Set<Kind>) =>
    found.has('meeting') || found.has('morning') || found.has('day') || found.has('evening')
  const parts = (found: Set<Kind>) => found.has('parting') || found.has('night')
  return meets(one) !== meets(other) && parts(one) !== parts(other)
}
