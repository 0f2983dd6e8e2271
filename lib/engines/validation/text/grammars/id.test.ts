import { describe, expect, it } from 'vitest'

import { contained } from '#lib/engines/validation/text/contains.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'

describe('Indonesian', () => {
  it.each([
    ['dua puluh lima', '25'],
    ['seratus lima', '105'],
    ['seribu', '1000'],
    ['dua ratus lima puluh ribu rupiah', 'Rp250.000'],
    ['dua ratus lima puluh ribu rupiah', '250 ribu rupiah'],
    ['dua koma lima', '2,5'],
    ['tiga Mei', '3 Mei'],
    ['tiga Mei dua ribu dua puluh lima', '3 Mei 2025'],
    ['jam tiga sore', '15:00'],
    ['jam tiga sore', 'pukul 15.00'],
    ['jam setengah delapan', '7:30'],
    ['jam tujuh malam', '19:00'],
    ['setengah jam', '30 menit'],
    ['satu setengah jam', '90 menit'],
    ['dua puluh lima persen', '25%'],
    ['ketiga', 'ke-3'],
    ['lima belas kilometer', '15 km'],
    ['dua puluh dolar', '$20'],
    ['dua jam tiga puluh menit', '150 menit'],
    ['jam delapan kurang seperempat', '7:45'],
    ['sebelas orang', '11 orang'],
  ])('%s is %s', (spoken, written) => {
    expect(tokenForm(spoken, 'id')).toBe(tokenForm(written, 'id'))
  })

  it.each([
    ['dua puluh', 'dua belas'],
    ['jam tiga sore', 'jam tiga pagi'],
    ['setengah delapan', 'delapan'],
    ['jam setengah delapan', 'jam delapan'],
    ['3 Mei', '3 Juni'],
    ['seribu', 'seratus'],
    ['2,5', '25'],
    ['setengah jam', 'satu jam'],
  ])('%s is not %s', (one, other) => {
    expect(tokenForm(one, 'id')).not.toBe(tokenForm(other, 'id'))
  })

  it.each([
    ['dikonfirmasi', 'Pesanan sudah dikonfirmasi'],
    ['dibatalkan', 'Tidak masalah, pesanan dibatalkan'],
    ['jam tiga sore', 'Janji temu pukul 15.00'],
  ])('%s is said in %s', (phrase, reply) => {
    expect(contained(phrase, reply, 'id').proof).toBe('right')
  })

  it.each([
    ['dikonfirmasi', 'Pesanan belum dikonfirmasi'],
    ['tiket', 'Apakah Anda punya tiket'],
    ['dua', 'dua puluh'],
    ['kamar', 'tidak ada kamar'],
  ])('%s is not simply said in %s', (phrase, reply) => {
    expect(contained(phrase, reply, 'id').proof).not.toBe('right')
  })

  it('reads Malay with a decimal point', () => {
    expect(tokenForm('RM2.50', 'ms')).toBe(tokenForm('2.5 ringgit', 'ms'))
    expect(tokenForm('dua puluh lima peratus', 'ms')).toBe(tokenForm('25%', 'ms'))
    expect(tokenForm('RM2.50', 'ms')).not.toBe(tokenForm('RM250', 'ms'))
  })
})
