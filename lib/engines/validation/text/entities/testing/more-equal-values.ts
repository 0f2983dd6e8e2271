/** As `equalValues`, of more languages. */
export const moreEqualValues: Record<string, string> = {
  'pt-BR': `
5 | cinco
15 | quinze
50 | cinquenta
1500 | 1.500
15% | quinze por cento
5 minutos | cinco minutos
3 de maio
3 de junho
portão 5 | portão cinco
quarto 5
São Paulo | são paulo
Recife`,
  'nl-NL': `
5 | vijf
15 | vijftien
50 | vijftig
15% | vijftien procent
5 minuten | vijf minuten
3 mei
3 juni
spoor 5 | spoor vijf
kamer 5
met ontbijt
zonder ontbijt
Amsterdam
Rotterdam`,
  'sv-SE': `
5 | fem
15 | femton
50 | femtio
5 minuter | fem minuter
3 maj
3 juni
spår 5
rum 5
Malmö | malmö
Uppsala`,
  'zh-CN': `
5 | 五 | ５
15 | 十五
50 | 五十
2.5 | 二点五
25 | 二十五
百分之五 | 5%
百分之五十 | 50%
5分钟 | 五分钟
5小时
5月3日 | 五月三日
6月3日
3点 | 三点
13点
北京
上海
5号门
5号房
¥20 | 20元
$20 | 20美元`,
  'ja-JP': `
5 | 五 | ５
15 | 十五
50 | 五十
2.5
25 | 二十五
5分 | 五分
5時間
5月3日 | 五月三日
6月3日
3時
13時
トウキョウ | ﾄｳｷｮｳ
大阪
東京
京都
5番線
5号室`,
  'ko-KR': `
5
15
50
5분
5시간
5월 3일
6월 3일
서울
부산
5번 출구
5호실`,
  'hi-IN': `
5 | ५
15 | १५
50
125000 | 1,25,000
5 मिनट
5 घंटे
दिल्ली
मुंबई
कमरा 5
गेट 5`,
  'ar-EG': `
5 | ٥
15 | ١٥
50 | ٥٠
5 دقائق
5 ساعات
غرفة 5 | غرفة ٥
بوابة 5
القاهرة
الإسكندرية`,
  'tr-TR': `
5 | beş
15 | on beş
50 | elli
5 dakika
5 saat
3 Mayıs
3 Haziran
oda 5
kapı 5
İstanbul | istanbul
Ankara`,
  'ru-RU': `
5 | пять
15 | пятнадцать
50 | пятьдесят
5 минут
5 часов
3 мая
3 июня
комната 5
выход 5
Москва | москва
Казань`,
  'th-TH': `
5 | ๕
15 | ๑๕
50
กรุงเทพ
เชียงใหม่
ห้อง 5
ประตู 5`,
  'he-IL': `
5
15
חדר 5
שער 5
תל אביב
ירושלים`,
  'pl-PL': `
5
15
pokój 5
brama 5
3 maja
3 czerwca
Kraków
Gdańsk`,
}
