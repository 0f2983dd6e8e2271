import { describe, expect, it } from 'vitest'

import { conditionsIn, isQuestion, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const language = 'tr-TR'

/** Whether two texts have the same tokens by value. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [tokenise(a, language).tokens, tokenise(b, language).tokens]
  return (
    left.length === right.length &&
    left.every((token, index) => {
      const other = right[index]
      return other !== undefined && relate(token, other) === 'same'
    })
  )
}

const same: [spoken: string, written: string][] = [
  ['yirmi beş', '25'],
  ['yirmibeş', '25'],
  ['yedi buçuk', '7:30'],
  ['saat yedi buçukta', 'saat 7:30'],
  ['yediyi çeyrek geçiyor', '7:15'],
  ['sekize çeyrek var', '7:45'],
  ['yüzde yirmi', '%20'],
  ['yirmi lira elli kuruş', '20,50 ₺'],
  ['üç Mayıs', '3 Mayıs'],
  ['bin dokuz yüz doksan beş', '1995'],
  ['iki bin yirmi beş', '2025'],
  ['bir buçuk saat', '90 dakika'],
  ['akşam yedide', '19:00'],
  ['saat 19.00’da', '19:00'],
  ['iki yüz elli dolar', '$250'],
  ['eksi beş derece', '-5°'],
  ['üç virgül beş', '3,5'],
  ['yarım saat', '30 dakika'],
  ["Ankara'da", 'Ankara da'],
  ['iki buçuk milyon', '2.500.000'],
  ['beşinci kat', "5'inci kat"],
  ['sabah yedi buçuk', '07:30'],
]

const different: [string, string][] = [
  ['yirmi beş', '52'],
  ['yirmi beş', '20.5'],
  ['yedi buçuk', '7:15'],
  ['yediyi çeyrek geçiyor', '6:45'],
  ['yediye çeyrek var', '7:15'],
  ['sabah yedi buçuk', '19:30'],
  ['yüzde yirmi', '20'],
  ['yirmi lira', 'yirmi dolar'],
  ['3 Mayıs', '3 Mart'],
  ['Rezervasyonunuz onaylandı', 'Rezervasyonunuz onaylanmadı'],
  ['Bugün mümkün', 'Bugün mümkün değil'],
  ['salı', 'cuma'],
  ['sınır', 'sinir'],
  ['bin', 'bir'],
]

describe('Turkish', () => {
  it.each(same)('reads %s as %s', (spoken, written) => {
    expect(isSame(spoken, written)).toBe(true)
  })
  it.each(different)('keeps %s apart from %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })
  it.each([
    'Rezervasyonunuz onaylanmadı',
    'Bugün mümkün değil',
    'İşlem yapılamaz',
    'Otobüs gelmiyor',
    'Odanız yok',
    'Bilet bulunamadı',
    'Kart geçersiz',
  ])('hears the denial in %s', (text) => {
    expect(negationsIn(tokenise(text, language))).not.toEqual([])
  })
  it.each([
    'Sorun değil, rezervasyonunuz onaylandı',
    'Merak etmeyin, onaylandı',
    'Rezervasyonunuz onaylandı',
    'Masa zamanında hazır, tamam',
    'Temmuz programı yedide',
  ])('hears no denial in %s', (text) => {
    expect(negationsIn(tokenise(text, language))).toEqual([])
  })
  it.each(['Eğer isterseniz onaylanır', 'Belki onaylandı', 'İşlem başarısız'])(
    'hears the doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each([
    'Sorun değil, rezervasyonunuz onaylandı',
    'Merak etmeyin, onaylandı',
    'Rezervasyonunuz onaylandı',
    'Masa zamanında hazır, tamam',
    'Temmuz programı yedide',
  ])('hears no doubt in %s', (text) => {
    expect(conditionsIn(tokenise(text, language))).toEqual([])
  })
  it('knows a question without its mark', () => {
    expect(['Rezervasyonunuz onaylandı mı'].map((text) => isQuestion(text, language))).toEqual([
      true,
    ])
    expect(isQuestion('Rezervasyonunuz onaylandı', language)).toBe(false)
  })
  it('leaves politeness out of the form', () => {
    expect(tokenForm('Merhaba, rezervasyonunuz onaylandı. Teşekkür ederim!', language)).toBe(
      tokenForm('Rezervasyonunuz onaylandı', language),
    )
  })
})
