/** What a voice says when somebody wants to hear it, by language or by full tag. It holds no digits and no names. */
const sampleSentences: Record<string, string> = {
  ar: 'مرحبا، كيف سيكون الطقس غدا؟',
  bg: 'Здравейте, какво ще бъде времето утре?',
  bn: 'নমস্কার, আগামীকাল আবহাওয়া কেমন থাকবে?',
  ca: 'Hola, quin temps farà demà?',
  cs: 'Dobrý den, jaké bude zítra počasí?',
  cy: 'Helo, sut fydd y tywydd yfory?',
  da: 'Hej, hvordan bliver vejret i morgen?',
  de: 'Hallo, wie wird morgen das Wetter?',
  el: 'Γεια σας, τι καιρό θα κάνει αύριο;',
  en: 'Hello, what will the weather be like tomorrow?',
  es: 'Hola, ¿qué tiempo hará mañana?',
  et: 'Tere, milline ilm homme tuleb?',
  eu: 'Kaixo, zer eguraldi egingo du bihar?',
  fa: 'سلام، فردا هوا چطور خواهد بود؟',
  fi: 'Hei, millainen sää huomenna on?',
  fr: 'Bonjour, quel temps fera-t-il demain ?',
  he: 'שלום, איך יהיה מזג האוויר מחר?',
  hi: 'नमस्ते, कल मौसम कैसा रहेगा?',
  hr: 'Dobar dan, kakvo će vrijeme biti sutra?',
  hu: 'Jó napot, milyen idő lesz holnap?',
  id: 'Halo, bagaimana cuaca besok?',
  is: 'Halló, hvernig verður veðrið á morgun?',
  it: 'Ciao, che tempo farà domani?',
  ja: 'こんにちは、あしたの てんきは どうですか。',
  ko: '안녕하세요, 내일 날씨는 어떨까요?',
  lt: 'Sveiki, koks oras bus rytoj?',
  lv: 'Sveiki, kāds laiks būs rīt?',
  ms: 'Helo, bagaimanakah cuaca esok?',
  nb: 'Hei, hvordan blir været i morgen?',
  nl: 'Hallo, wat voor weer wordt het morgen?',
  no: 'Hei, hvordan blir været i morgen?',
  pl: 'Dzień dobry, jaka będzie jutro pogoda?',
  pt: 'Olá, como vai estar o tempo amanhã?',
  ro: 'Bună ziua, cum va fi vremea mâine?',
  ru: 'Здравствуйте, какая завтра будет погода?',
  sk: 'Dobrý deň, aké bude zajtra počasie?',
  sl: 'Dober dan, kakšno bo jutri vreme?',
  sr: 'Добар дан, какво ће време бити сутра?',
  sv: 'Hej, hur blir vädret i morgon?',
  sw: 'Habari, hali ya hewa itakuwaje kesho?',
  ta: 'வணக்கம், நாளை வானிலை எப்படி இருக்கும்?',
  te: 'నమస్కారం, రేపు వాతావరణం ఎలా ఉంటుంది?',
  th: 'สวัสดี พรุ่งนี้อากาศจะเป็นอย่างไร',
  tr: 'Merhaba, yarın hava nasıl olacak?',
  uk: 'Добрий день, яка завтра буде погода?',
  vi: 'Xin chào, ngày mai thời tiết thế nào?',
  yue: '你好，聽日天氣點呀？',
  cmn: '你好，明天天气怎么样？',
  zh: '你好，明天天气怎么样？',
  'zh-HK': '你好，聽日天氣點呀？',
}

/** Figures are spoken in every language, also in those that nobody wrote a sentence for. */
const anywhere = '1, 2, 3, 4, 5.'

/** The sentence for a BCP-47 language; figures for one that has none. */
export function sampleSentence(language: string): string {
  const base = language.split('-')[0]?.toLowerCase() ?? ''
  return sampleSentences[language] ?? sampleSentences[base] ?? anywhere
}
