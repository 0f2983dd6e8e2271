import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'

export const units = formsOf([
  ['kilometre', 'ki lô mét|kilômét|kilomet|cây số|km'],
  ['metre', 'mét|m'],
  ['centimetre', 'xăng ti mét|phân|cm'],
  ['millimetre', 'mi li mét|mm'],
  ['mile', 'dặm'],
  ['square-metre', 'mét vuông|'],
  ['litre', 'lít'],
  ['millilitre', 'mi li lít|ml'],
  ['gram', 'gam|gram'],
  ['kilogram', 'ki lô gam|kilôgam|kí|cân|ký|kg'],
  ['tonne', 'tấn'],
  ['celsius', 'độ c|độ xê'],
  ['fahrenheit', 'độ f|'],
  ['degree', 'độ'],
  ['kilometre-per-hour', 'ki lô mét trên giờ|km/giờ|ki lô mét một giờ'],
  ['hour', 'tiếng|tiếng đồng hồ|giờ đồng hồ'],
  ['minute', 'phút'],
  ['second', 'giây'],
  ['day', 'ngày'],
  ['week', 'tuần'],
  ['month', 'tháng'],
  ['year', 'năm'],
] as const)
export const currencies = formsOf([
  ['VND', 'đồng|đ|vnđ|việt nam đồng|đồng việt nam'],
  ['USD', 'đô la|đô|đô la mỹ|đôla|đô-la'],
  ['EUR', 'euro|ơ rô'],
  ['GBP', 'bảng anh|'],
  ['JPY', 'yên|yên nhật'],
  ['CNY', 'nhân dân tệ|tệ'],
] as const)
const monthNumbers = [
  'tháng một|tháng giêng',
  'tháng hai',
  'tháng ba',
  'tháng tư|tháng bốn',
  'tháng năm',
  'tháng sáu',
  'tháng bảy',
  'tháng tám',
  'tháng chín',
  'tháng mười',
  'tháng mười một',
  'tháng mười hai|tháng chạp',
]
export const months = formsOf(monthNumbers.map((names, index) => [index + 1, `${names}|`] as const))
export const weekdays = formsOf([
  [1, 'thứ hai|thứ 2'],
  [2, 'thứ ba|thứ 3'],
  [3, 'thứ tư|thứ 4'],
  [4, 'thứ năm|thứ 5'],
  [5, 'thứ sáu|thứ 6'],
  [6, 'thứ bảy|thứ 7'],
  [7, 'chủ nhật|chúa nhật'],
] as const)
/** Before thứ ba: the third, not Tuesday. */
export const ranked: ReadonlySet<string> = new Set(
  words('lần người trí hạng tầng bước câu món cái chiếc con đứng phần trang'),
)

export const polite = phrases(
  'xin chào|chào bạn|chào anh|chào chị|chào quý khách|kính chào quý khách|cảm ơn|cảm ơn bạn|xin cảm ơn|cảm ơn anh|cảm ơn chị|cảm ơn quý khách|cám ơn|vâng|dạ|dạ vâng|vâng ạ|dạ được|ạ|nhé|được ạ|tất nhiên|' +
    'dĩ nhiên|tất nhiên rồi|không có gì|không sao|không vấn đề gì|không thành vấn đề|rất vui được giúp bạn|xin lỗi|làm ơn|xin vui lòng|vui lòng|xin chờ một lát|chúc bạn một ngày tốt lành|chúc một ngày tốt lành|' +
    'tôi có thể giúp gì thêm không|bạn cần hỗ trợ gì thêm không|tôi có thể giúp gì cho bạn|xin mời|ok',
)
export const negations = phrases(
  'không|chưa|chẳng|chả|đừng|không phải|không thể|không được|không có|không còn|chưa được|chưa thể|miễn|cấm|hết|thôi|vô',
).filter((phrase) => !['miễn', 'hết', 'thôi', 'vô'].includes(phrase))
export const negationPatterns = [/^(?:không|chưa|chẳng|chả|đừng|cấm)$/u]
export const conditions = phrases(
  'nếu|nếu như|trong trường hợp|trường hợp|giả sử|trừ khi|chỉ khi|miễn là|có thể|có lẽ|chắc là|có khi|hình như|dường như|dự kiến|thất bại|lỗi|bị lỗi|không thành công|bị từ chối|từ chối|chờ xác nhận|đang chờ|suýt',
)
export const harmless = phrases(
  'không có gì|không sao|không vấn đề gì|không thành vấn đề|không chỉ|không những|không khí|hàng không|không gian|không lâu|không quá|không ít hơn|đừng lo|đừng ngại|không cần lo|chưa kể|không phải lo',
)
export const questions = phrases(
  'không ạ|phải không|đúng không|được không|có phải|chưa ạ|hay chưa|hay không|hả|à|gì|nào|đâu|ở đâu|khi nào|bao giờ|mấy giờ|mấy|bao nhiêu|ai|tại sao|vì sao|thế nào|như thế nào|bao lâu',
)
export const approximators = phrases(
  'khoảng|tầm|chừng|độ chừng|gần|hơn|trên|dưới|ít nhất|nhiều nhất|tối đa|tối thiểu|không quá|lên đến|đến|xấp xỉ|cỡ|trước|sau|trong vòng|hơn là|ít hơn|nhiều hơn|quá',
)
export const functionWords = words(
  'là của và các những đã đang sẽ được bị cho với ở tại trong ngoài trên dưới từ đến này kia đó ấy thì mà nhưng hoặc hay vì nên rằng có một tôi bạn anh chị em quý khách chúng ta họ nó cũng rất lại vào ra lên xuống để do bởi về theo như',
)
