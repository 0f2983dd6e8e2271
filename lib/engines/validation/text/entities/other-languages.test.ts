import { describe } from 'vitest'

import { both } from '#lib/engines/validation/text/entities/testing/pairs.ts'

describe('in ru-RU', () => {
  both([
    ['3 мая', 'третье мая', 'right', 'ru-RU'],
    ['3 мая 2025', '2025-05-03', 'right', 'ru-RU'],
    ['5 рублей', '5 ₽', 'right', 'ru-RU'],
    ['в 7 вечера', '19:00', 'right', 'ru-RU'],
    ['двадцать пять', 25, 'right', 'ru-RU'],
    ['понедельник', 'вторник', 'wrong', 'ru-RU'],
    ['до трёх', 'после трёх', 'wrong', 'ru-RU'],
    ['Королёв', 'Королев', 'right', 'ru-RU'],
    ['завтра', 'сегодня', 'wrong', 'ru-RU'],
    ['пять процентов', '5%', 'right', 'ru-RU'],
    [true, 'да', 'right', 'ru-RU'],
    [true, 'нет', 'wrong', 'ru-RU'],
    ['2,5', '25', 'wrong', 'ru-RU'],
    ['половина восьмого', '7:30', 'right', 'ru-RU'],
  ])
})

describe('in pl-PL', () => {
  both([
    ['3 maja', 'trzeci maja', 'right', 'pl-PL'],
    ['3 maja 2025', '2025-05-03', 'right', 'pl-PL'],
    ['5 złotych', '5 zł', 'right', 'pl-PL'],
    ['pół godziny', '30 minut', 'right', 'pl-PL'],
    ['dwadzieścia pięć', 25, 'right', 'pl-PL'],
    ['przed trzecią', 'po trzeciej', 'wrong', 'pl-PL'],
    ['wpół do ósmej', '7:30', 'right', 'pl-PL'],
    [true, 'tak', 'right', 'pl-PL'],
    [true, 'nie', 'wrong', 'pl-PL'],
  ])
})

describe('in tr-TR', () => {
  both([
    ['3 Mayıs 2025', '2025-05-03', 'right', 'tr-TR'],
    ['beş lira', '5 TL', 'right', 'tr-TR'],
    ['yarım saat', '30 dakika', 'right', 'tr-TR'],
    ['yirmi beş', 25, 'right', 'tr-TR'],
    ['yüzde elli', '%50', 'right', 'tr-TR'],
    ['akşam yedi', '19:00', 'right', 'tr-TR'],
    ['IŞIK', 'ışık', 'right', 'tr-TR'],
    [true, 'evet', 'right', 'tr-TR'],
    [true, 'hayır', 'wrong', 'tr-TR'],
    ['yedi buçuk', '7:30', 'right', 'tr-TR'],
  ])
})

describe('in hi-IN', () => {
  both([
    ['पच्चीस', 25, 'right', 'hi-IN'],
    ['500 रुपये', '₹500', 'right', 'hi-IN'],
    ['आधा घंटा', '30 मिनट', 'right', 'hi-IN'],
    ['3 मई', 'तीन मई', 'right', 'hi-IN'],
    ['कमरा 5', 'कमरा पाँच', 'right', 'hi-IN'],
    ['सोमवार', 'मंगलवार', 'wrong', 'hi-IN'],
    ['२३', 'तेईस', 'right', 'hi-IN'],
    [true, 'हाँ', 'right', 'hi-IN'],
    [true, 'नहीं', 'wrong', 'hi-IN'],
    ['पचास प्रतिशत', '50%', 'right', 'hi-IN'],
  ])
})

describe('in ar-EG', () => {
  both([
    ['خمسة وعشرون', 25, 'right', 'ar-EG'],
    ['نصف ساعة', '30 دقيقة', 'right', 'ar-EG'],
    ['خمسون بالمئة', '50%', 'right', 'ar-EG'],
    ['الساعة السابعة مساء', '19:00', 'right', 'ar-EG'],
    ['3 مايو', '٣ مايو', 'right', 'ar-EG'],
    ['غرفة خمسة', 'غرفة 5', 'right', 'ar-EG'],
    [true, 'نعم', 'right', 'ar-EG'],
    [true, 'لا', 'wrong', 'ar-EG'],
    ['الاثنين', 'الثلاثاء', 'wrong', 'ar-EG'],
    ['٢٫٥', '2.5', 'right', 'ar-EG'],
    ['٢٫٥', '25', 'wrong', 'ar-EG'],
  ])
})

describe('in he-IL', () => {
  both([
    ['עשרים וחמש', 25, 'right', 'he-IL'],
    ['חצי שעה', '30 דקות', 'right', 'he-IL'],
    ['חמישים אחוז', '50%', 'right', 'he-IL'],
    ['3 במאי', '3 מאי', 'right', 'he-IL'],
    ['חדר 5', 'חדר חמש', 'right', 'he-IL'],
    [true, 'כן', 'right', 'he-IL'],
    [true, 'לא', 'wrong', 'he-IL'],
    ['יום שני', 'יום שלישי', 'wrong', 'he-IL'],
  ])
})

describe('in ja-JP', () => {
  both([
    ['二十五', 25, 'right', 'ja-JP'],
    ['30分', '半時間', 'right', 'ja-JP'],
    ['午後7時', '19:00', 'right', 'ja-JP'],
    ['5月3日', '5月4日', 'wrong', 'ja-JP'],
    ['2025年5月3日', '2025-05-03', 'right', 'ja-JP'],
    ['百五十円', '150円', 'right', 'ja-JP'],
    ['3時半', '3:30', 'right', 'ja-JP'],
    ['月曜日', '火曜日', 'wrong', 'ja-JP'],
    ['明日', '今日', 'wrong', 'ja-JP'],
    ['五号室', '5号室', 'right', 'ja-JP'],
    ['はい', 'いいえ', 'wrong', 'ja-JP'],
    ['50パーセント', '50%', 'right', 'ja-JP'],
    ['2.5', '25', 'wrong', 'ja-JP'],
    ['3人', '三人', 'right', 'ja-JP'],
    ['田中', '中田', 'wrong', 'ja-JP'],
    ['東京駅', '大阪駅', 'wrong', 'ja-JP'],
  ])
})

describe('in zh-CN', () => {
  both([
    ['二十五', 25, 'right', 'zh-CN'],
    ['半小时', '30分钟', 'right', 'zh-CN'],
    ['下午七点', '19:00', 'right', 'zh-CN'],
    ['五月三号', '5月3日', 'right', 'zh-CN'],
    ['2025年5月3日', '2025-05-03', 'right', 'zh-CN'],
    ['百分之五十', '50%', 'right', 'zh-CN'],
    ['20块', '¥20', 'right', 'zh-CN'],
    ['两个人', '2个人', 'right', 'zh-CN'],
    ['星期一', '星期二', 'wrong', 'zh-CN'],
    ['明天', '今天', 'wrong', 'zh-CN'],
    ['二点五', '25', 'wrong', 'zh-CN'],
    ['三点半', '3:30', 'right', 'zh-CN'],
    ['一万五', '15000', 'right', 'zh-CN'],
    ['李明', '李鸣', 'wrong', 'zh-CN'],
  ])
})

describe('in ko-KR', () => {
  both([
    ['이십오', 25, 'right', 'ko-KR'],
    ['오후 7시', '19:00', 'right', 'ko-KR'],
    ['5월 3일', '오월 삼일', 'right', 'ko-KR'],
    ['2025년 5월 3일', '2025-05-03', 'right', 'ko-KR'],
    ['50퍼센트', '50%', 'right', 'ko-KR'],
    ['만원', '10000원', 'right', 'ko-KR'],
    ['다섯 명', '5명', 'right', 'ko-KR'],
    ['월요일', '화요일', 'wrong', 'ko-KR'],
    ['내일', '오늘', 'wrong', 'ko-KR'],
    [true, '네', 'right', 'ko-KR'],
    [true, '아니요', 'wrong', 'ko-KR'],
  ])
})

describe('in th-TH', () => {
  both([
    ['ยี่สิบห้า', 25, 'right', 'th-TH'],
    ['ครึ่งชั่วโมง', '30 นาที', 'right', 'th-TH'],
    ['๒.๕', '2.5', 'right', 'th-TH'],
    ['2.5', '25', 'wrong', 'th-TH'],
    ['ห้าสิบเปอร์เซ็นต์', '50%', 'right', 'th-TH'],
    ['วันจันทร์', 'วันอังคาร', 'wrong', 'th-TH'],
    ['ห้อง 5', 'ห้อง ๕', 'right', 'th-TH'],
    ['500 บาท', '฿500', 'right', 'th-TH'],
    [true, 'ใช่', 'right', 'th-TH'],
    [true, 'ไม่', 'wrong', 'th-TH'],
  ])
})

describe('in it-IT', () => {
  both([
    ['3 maggio 2025', '2025-05-03', 'right', 'it-IT'],
    ["mezz'ora", '30 minuti', 'right', 'it-IT'],
    ['le sette e mezza', '7:30', 'right', 'it-IT'],
    ['venticinque', 25, 'right', 'it-IT'],
    ['lunedì', 'martedì', 'wrong', 'it-IT'],
  ])
})

describe('in pt-BR', () => {
  both([
    ['3 de maio de 2025', '2025-05-03', 'right', 'pt-BR'],
    ['meia hora', '30 minutos', 'right', 'pt-BR'],
    ['sete e meia', '7:30', 'right', 'pt-BR'],
    ['vinte e cinco', 25, 'right', 'pt-BR'],
    ['antes das três', 'depois das três', 'wrong', 'pt-BR'],
    ['R$ 20', '20 reais', 'right', 'pt-BR'],
    ['segunda-feira', 'terça-feira', 'wrong', 'pt-BR'],
  ])
})

describe('in nl-NL', () => {
  both([
    ['half acht', '7:30', 'right', 'nl-NL'],
    ['half acht', '8:30', 'wrong', 'nl-NL'],
    ['3 mei 2025', '2025-05-03', 'right', 'nl-NL'],
    ['een half uur', '30 minuten', 'right', 'nl-NL'],
    ['anderhalf uur', '90 minuten', 'right', 'nl-NL'],
    ['vijfentwintig', 25, 'right', 'nl-NL'],
    ['voor drie uur', 'na drie uur', 'wrong', 'nl-NL'],
  ])
})

describe('in sv-SE', () => {
  both([
    ['halv åtta', '7:30', 'right', 'sv-SE'],
    ['3 maj 2025', '2025-05-03', 'right', 'sv-SE'],
    ['en halvtimme', '30 minuter', 'right', 'sv-SE'],
    ['tjugofem', 25, 'right', 'sv-SE'],
  ])
})

describe('in uk-UA', () => {
  both([
    ["двадцять п'ять", 25, 'right', 'uk-UA'],
    ['пів години', '30 хвилин', 'right', 'uk-UA'],
    ['3 травня', 'третє травня', 'right', 'uk-UA'],
    ['Київ', 'Львів', 'wrong', 'uk-UA'],
    ['до трьох', 'після трьох', 'wrong', 'uk-UA'],
  ])
})

describe('in el-GR', () => {
  both([
    ['είκοσι πέντε', 25, 'right', 'el-GR'],
    ['μισή ώρα', '30 λεπτά', 'right', 'el-GR'],
    ['3 Μαΐου', '3 Ιουνίου', 'wrong', 'el-GR'],
  ])
})

describe('in vi-VN', () => {
  both([['hai mươi lăm', 25, 'right', 'vi-VN']])
})
