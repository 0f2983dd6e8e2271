import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'

export const units = formsOf([
  ['second', 'saniye sn saniyede'],
  ['minute', 'dakika dk dakikada dakikalık'],
  ['hour', 'saat sa saatlik saatte'],
  ['day', 'gün günlük günde'],
  ['week', 'hafta haftalık haftada'],
  ['month', 'ay aylık ayda'],
  ['year', 'yıl yıllık sene senelik'],
  ['kilometre', 'kilometre kilometrelik'],
  ['metre', 'metre metrelik'],
  ['centimetre', 'santimetre santim'],
  ['millimetre', 'milimetre milim'],
  ['mile', 'mil'],
  ['kilogram', 'kilogram kilo kiloluk'],
  ['gram', 'gram gramlık'],
  ['tonne', 'ton'],
  ['litre', 'litre litrelik lt'],
  ['millilitre', 'mililitre'],
  ['kilometre-per-hour', 'kilometre/saat|km/saat|km/sa'],
  ['celsius', 'santigrat|santigrat derece|derece santigrat|derece celsius|celsius|celsius derece'],
  ['fahrenheit', 'fahrenhayt|fahrenheit|derece fahrenheit|fahrenheit derece'],
  ['degree', 'derece'],
  ['gigabyte', 'gigabayt'],
  ['megabyte', 'megabayt'],
] as const)

export const currencies = formsOf([
  ['TRY', 'lira|liraya|liradan|liralık|lirası|lirayı|liradır|tl|türk lirası|try'],
  ['USD', 'dolar dolara dolardan doları dolarlık'],
  ['EUR', 'euro avro euroya avroya eurodan avrodan avroluk euroluk'],
  ['GBP', 'sterlin|sterline|pound|ingiliz sterlini'],
  ['JPY', 'yen'],
] as const)

export const polite = phrases(
  'merhaba|merhabalar|selam|iyi günler|iyi akşamlar|iyi geceler|günaydın|hoş geldiniz|hoşça kalın|teşekkürler|teşekkür ederim|teşekkür ederiz|çok teşekkürler|' +
    'çok teşekkür ederim|sağ olun|sağ ol|lütfen|rica ederim|tabii|tabii ki|elbette|memnuniyetle|başka bir isteğiniz var mı|başka bir arzunuz var mı|' +
    'size başka nasıl yardımcı olabilirim|başka yardımcı olabileceğim bir konu var mı|başka bir konuda yardımcı olabilir miyim|başka bir şey var mı|aradığınız için teşekkürler|aradığınız için teşekkür ederiz|görüşmek üzere|iyi günler dileriz|iyi günler dilerim',
)

export const negations = words(
  'değil değildir değilim değiliz değilsiniz değiller yok yoktur yoktu hayır hiç hiçbir asla katiyen olmadan olmaksızın olmaz olmadı imkansız imkânsız ne ret reddedildi',
)

const stem = '^\\p{L}+'
/** Negation is a syllable inside the verb: before the tense, or before `-den`, `-sın`, `-malı`. */
export const negationPatterns = [
  new RegExp(`${stem}m[ae]d[ıi](?:m|n|k|ler|lar|n[ıi]z|ysa|yse|ğ[ıi].*)?$`, 'u'),
  new RegExp(`${stem}m[ae]m[ıi]ş`, 'u'),
  new RegExp(`${stem}m[ıiuü]yor`, 'u'),
  new RegExp(
    `^(?!namaz)\\p{L}+(?:[ae]|[ıiuü]l|[ıiuü]n|[çdfgğhklnprsştvyz])m[ae]z(?:$|s|d|l|k)`,
    'u',
  ),
  new RegExp(`${stem}m[ae]y[ae]ca[kğ]|${stem}m[ae]y[ae]ce[kğ]`, 'u'),
  new RegExp(`${stem}[ae]m[ae]y[ıi]z$`, 'u'),
  new RegExp(`^(?!tamam|hamam|program|imam|akşam)\\p{L}+[ae]m[ae]m$`, 'u'),
  new RegExp(`${stem}m[ae]m[ae]kt`, 'u'),
  new RegExp(`${stem}\\p{L}m[ae]d[ae]n$`, 'u'),
  new RegExp(`${stem}\\p{L}m[ae]s[ıi]n(?:lar|ler)?$`, 'u'),
  new RegExp(`${stem}\\p{L}m[ae]m[ae]l[ıi]`, 'u'),
  new RegExp(`${stem}\\p{L}m[ae]y[ıi]n(?:[ıi]z)?$`, 'u'),
  new RegExp(`${stem}s[ıiuü]z$`, 'u'),
]

export const conditions = phrases(
  'eğer|şayet|belki|muhtemelen|galiba|sanırım|herhalde|olabilir|takdirde|halinde|durumunda|şartıyla|koşuluyla|ancak|yoksa|ise|olursa|olsaydı|olsa|ederse|ederseniz|isterseniz|' +
    'başarısız|başarısız oldu|hata|sorun|arıza|maalesef|ne yazık ki|denedim|denedik|çalıştım|çalıştık|denendi|aksi takdirde|umarım|sözde|neredeyse|sıfırın altında',
)

export const harmless = phrases(
  'sorun değil|sorun yok|hiç sorun değil|hiç sorun yok|problem değil|problem yok|önemli değil|merak etmeyin|merak etme|endişelenmeyin|endişelenme|bir şey değil|' +
    'şüphesiz|hiç şüphesiz|sadece değil|yalnızca değil|rica ederim|kuşkusuz|hiç merak etmeyin',
)

export const questions = words(
  'mı mi mu mü mısınız misiniz musunuz müsünüz mıyım miyim muyum müyüm mıyız miyiz muyuz müyüz mısın misin musun müsün mıdır midir mudur müdür ne nerede nereye neden niçin niye nasıl kim kaç hangi kaçta',
)

export const approximators = phrases(
  'yaklaşık|yaklaşık olarak|aşağı yukarı|civarında|civarı|en az|en fazla|en çok|fazla|azami|asgari|kadar|neredeyse|hemen hemen|üzerinde|altında',
)

export const functionWords = words(
  'bir ve veya ya da de ile için gibi kadar ama fakat ancak ki bu şu o bunu şunu onu ben sen biz siz onlar bana sana bize size benim senin sizin bizim onun var çok daha en her ne mı mi mu mü olan olarak oldu olduğu olacak edildi ediyor göre sonra önce dolayı üzere ise diye',
)

/** `Ankara'da` is Ankara with a case ending, which is a word of its own here. */
export function splitEnding(word: string): readonly string[] | null {
  const apostrophe = word.indexOf("'")
  if (apostrophe < 2 || word.length - apostrophe > 8) return null
  return [word.slice(0, apostrophe), word.slice(apostrophe + 1)].filter((part) => part !== '')
}

const endings =
  /(?:l[ae]r)?(?:[ıiuü]m|[ıiuü]n|s[ıiuü]|[ıiuü]m[ıiuü]z|[ıiuü]n[ıiuü]z|[ıiuü])?(?:n?[ıiuü]n|y?[ıiuü]|n?[ae]|y[ae]|n?d[ae]|t[ae]|n?d[ae]n|t[ae]n|l[ae])?$/u
const soft: Record<string, string> = { b: 'p', c: 'ç', d: 't', ğ: 'k', g: 'k' }

function turkishStem(word: string): string {
  const stem = word.replace(/'.*$/u, '').replace(endings, '')
  const kept = stem.length >= 3 ? stem : word
  return kept.slice(0, -1) + (soft[kept.slice(-1)] ?? kept.slice(-1))
}

export function sameStem(a: string, b: string): boolean {
  return turkishStem(a) === turkishStem(b) && isNegated(a) === isNegated(b)
}

function isNegated(word: string): boolean {
  return negationPatterns.some((pattern) => pattern.test(word))
}
