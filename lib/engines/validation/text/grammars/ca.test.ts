import { describe, expect, it } from 'vitest'

import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'

describe('Catalan', () => {
  it.each([
    ['vint-i-dos', '22'],
    ['trenta-quatre', '34'],
    ['dos-cents cinquanta', '250'],
    ['mil nou-cents noranta-nou', '1999'],
    ["l'1 de maig de 2025", "l'1 de maig de dos mil vint-i-cinc"],
    ['a les set i mitja', 'a les 7:30'],
    ['dos quarts de vuit', 'les 7:30'],
    ['a les tres de la tarda', 'a les 15:00'],
    ['a migdia', 'a les 12:00'],
    ['mitja hora', '30 minuts'],
    ['una hora i mitja', '90 minuts'],
    ["un quart d'hora", '15 minuts'],
    ['cinc euros', '5 €'],
    ['vint per cent', '20 %'],
  ])('%s is %s', (spoken, written) => {
    expect(tokenForm(spoken, 'ca')).toBe(tokenForm(written, 'ca'))
  })

  it.each([
    ['tretze', 'tres'],
    ['amb', 'sense'],
    ['un quart de vuit', 'tres quarts de vuit'],
    ['està disponible', 'no està disponible'],
  ])('%s is not %s', (one, other) => {
    expect(tokenForm(one, 'ca')).not.toBe(tokenForm(other, 'ca'))
  })
})
