import { describe, expect, it } from 'vitest'

import { contained } from '#lib/engines/validation/text/contains.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'

describe('Vietnamese', () => {
  it.each([
    ['hai mươi lăm', '25'],
    ['một trăm linh năm', '105'],
    ['hai trăm năm mươi nghìn đồng', '250.000 đồng'],
    ['hai trăm năm mươi nghìn đồng', '250 nghìn đồng'],
    ['hai phẩy năm', '2,5'],
    ['ngày ba tháng năm', 'ngày 3 tháng 5'],
    ['ngày 3 tháng 5 năm 2025', 'ngày ba tháng năm năm hai nghìn không trăm hai mươi lăm'],
    ['3 giờ chiều', '15:00'],
    ['ba giờ chiều', '15 giờ'],
    ['bảy giờ rưỡi', '7:30'],
    ['7h30', '7 giờ 30 phút'],
    ['bảy giờ rưỡi tối', '19:30'],
    ['nửa tiếng', '30 phút'],
    ['một tiếng rưỡi', '90 phút'],
    ['hai mươi lăm phần trăm', '25%'],
    ['thứ tư', 'thứ 4'],
    ['hai triệu rưỡi', '2.500.000'],
    ['mười lăm ki lô mét', '15 km'],
    ['hai mươi đô la', '$20'],
    ['lần thứ ba', 'lần thứ 3'],
    ['tám giờ kém mười lăm', '7:45'],
  ])('%s is %s', (spoken, written) => {
    expect(tokenForm(spoken, 'vi')).toBe(tokenForm(written, 'vi'))
  })

  it.each([
    ['hai mươi lăm', 'hai mươi sáu'],
    ['một trăm linh năm', 'một trăm năm'],
    ['3 giờ chiều', '3 giờ sáng'],
    ['ngày 3 tháng 5', 'ngày 5 tháng 3'],
    ['nửa tiếng', 'một tiếng rưỡi'],
    ['thứ ba', 'thứ tư'],
    ['2,5', '25'],
    ['đã xác nhận', 'chưa xác nhận'],
  ])('%s is not %s', (one, other) => {
    expect(tokenForm(one, 'vi')).not.toBe(tokenForm(other, 'vi'))
  })

  it.each([
    ['xác nhận', 'Đặt chỗ đã được xác nhận'],
    ['hủy', 'Không vấn đề gì, đã hủy đơn'],
    ['3 giờ chiều', 'Hẹn lúc 15:00'],
  ])('%s is said in %s', (phrase, reply) => {
    expect(contained(phrase, reply, 'vi').proof).toBe('right')
  })

  it.each([
    ['xác nhận', 'Đặt chỗ chưa được xác nhận'],
    ['hủy', 'Bạn có muốn hủy không'],
    ['năm', 'hai mươi lăm'],
    ['phòng', 'không có phòng'],
    ['hai mươi', 'hai mươi lăm'],
  ])('%s is not simply said in %s', (phrase, reply) => {
    expect(contained(phrase, reply, 'vi').proof).not.toBe('right')
  })
})
