import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'

export const units = formsOf([
  ['kilometre', 'kilometer kilo meter km'],
  ['metre', 'meter m'],
  ['centimetre', 'sentimeter senti cm'],
  ['millimetre', 'milimeter mm'],
  ['mile', 'mil batu'],
  ['square-metre', 'meter persegi|meter kuadrat|meter2'],
  ['litre', 'liter'],
  ['millilitre', 'mililiter ml'],
  ['gram', 'gram'],
  ['kilogram', 'kilogram kilo kg'],
  ['tonne', 'ton tan'],
  ['celsius', 'derajat celsius|derajat selsius|darjah celsius|derajat celcius'],
  ['fahrenheit', 'derajat fahrenheit|darjah fahrenheit'],
  ['degree', 'derajat darjah'],
  ['kilometre-per-hour', 'kilometer per jam|km/jam|km per jam'],
  ['hour', 'jam'],
  ['minute', 'menit minit'],
  ['second', 'detik saat'],
  ['day', 'hari'],
  ['week', 'minggu pekan'],
  ['month', 'bulan'],
  ['year', 'tahun'],
  ['watt', 'watt'],
  ['gigabyte', 'giga gigabita gigabyte'],
] as const)
units.delete('kilo meter')
units.set('kilo', 'kilogram')

export const currencies = formsOf([
  ['IDR', 'rupiah'],
  ['MYR', 'ringgit|ringgit malaysia'],
  ['USD', 'dolar|dollar|dolar as|dolar amerika'],
  ['EUR', 'euro'],
  ['SGD', 'dolar singapura|'],
  ['JPY', 'yen'],
  ['GBP', 'pound sterling|poundsterling'],
  ['CNY', 'yuan'],
] as const)

export const months = formsOf([
  [1, 'januari jan'],
  [2, 'februari pebruari feb'],
  [3, 'maret mac'],
  [4, 'april apr'],
  [5, 'mei'],
  [6, 'juni jun'],
  [7, 'juli julai jul'],
  [8, 'agustus ogos agt agu'],
  [9, 'september sep sept'],
  [10, 'oktober okt'],
  [11, 'november nov nopember'],
  [12, 'desember disember des'],
])
export const weekdays = formsOf([
  [1, 'senin|isnin|hari senin|hari isnin'],
  [2, 'selasa|hari selasa'],
  [3, 'rabu|hari rabu'],
  [4, 'kamis|khamis|hari kamis|hari khamis'],
  [5, "jumat|jum'at|jumaat|hari jumat|hari jum'at|hari jumaat"],
  [6, 'sabtu|hari sabtu'],
  [7, 'hari minggu|ahad|hari ahad'],
] as const)

export const polite = phrases(
  'halo|hai|selamat pagi|selamat siang|selamat sore|selamat malam|selamat petang|selamat datang|terima kasih|terima kasih banyak|makasih|terima kasih telah menghubungi kami|sama-sama|sama sama|kembali kasih|baik|baiklah|' +
    'baik pak|baik bu|tentu|tentu saja|dengan senang hati|tidak masalah|tidak apa-apa|tidak apa apa|tiada masalah|mohon maaf|maaf|permisi|silakan|mohon tunggu sebentar|ada lagi yang bisa saya bantu|ada yang bisa saya bantu|' +
    'apakah ada lagi yang bisa saya bantu|semoga hari anda menyenangkan|oke|ok|pak|bu',
)
export const negations = words(
  'tidak belum bukan jangan tak tiada tanpa nggak enggak gak ga ndak bukanlah tidaklah usah dilarang',
)
export const negationPatterns = [
  /^(?:ti|ng|en)?dak$|^(?:nggak|enggak|gak|tak|belum|bukan(?:lah)?|jangan(?:lah)?|tanpa|tiada)$/,
  /^(?:non|nir)[a-z]{3,}/,
]
export const conditions = phrases(
  'jika|kalau|bila|apabila|jikalau|seandainya|andaikan|kecuali|asalkan|dalam hal|mungkin|barangkali|bisa jadi|sepertinya|kayaknya|kira-kira|seharusnya|gagal|ditolak|tidak berhasil|tidak dapat|tidak bisa|error|galat|' +
    'kesalahan|menunggu konfirmasi|menunggu|tertunda|ditunda|hampir|nyaris|sekiranya',
)
export const harmless = phrases(
  'tidak masalah|tidak apa-apa|tidak apa apa|tiada masalah|tidak hanya|bukan hanya|bukan saja|tidak perlu khawatir|jangan khawatir|jangan ragu|tidak lama|tidak lebih dari|tidak kurang dari|mau tidak mau|tak terbatas',
)
export const questions = phrases(
  'apakah|adakah|bukankah|apa|siapa|siapakah|kapan|bila|di mana|dimana|ke mana|berapa|mengapa|kenapa|bagaimana|yang mana|jam berapa|kah|bolehkah|bisakah|dapatkah|maukah',
)
export const approximators = phrases(
  'sekitar|kira-kira|kurang lebih|kira kira|hampir|lebih dari|kurang dari|paling sedikit|paling lama|paling banyak|minimal|maksimal|setidaknya|hingga|sampai|sebelum|sesudah|setelah|dalam|di atas|di bawah|lebih|kurang|lebih kurang',
)
export const functionWords = words(
  'yang dan di ke dari untuk pada dengan adalah ialah ini itu akan telah sudah sedang atau tetapi tapi karena oleh sebagai juga saya anda kami kita dia mereka ia kamu dalam para sebuah seorang ada bisa dapat agar supaya bahwa lah pun nya secara antara',
)
