import { describe, expect, it } from 'vitest'

import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'

/** Spoken and written forms of one thing. */
const same: readonly (readonly [string, string])[] = [
  ['ventitré', '23'],
  ['ventitre persone', '23 persone'],
  ['centoventicinque', '125'],
  ['duemilaventicinque', '2025'],
  ['due mila venti cinque', '2025'],
  ['millenovecentonovantanove', '1999'],
  ['centotto', '108'],
  ['un milione di euro', '1.000.000 €'],
  ['due milioni e mezzo', '2.500.000'],
  ['il primo maggio', 'il 1° maggio'],
  ['il primo maggio', 'il 1 maggio'],
  ['il 3 maggio 2025', 'il tre maggio duemilaventicinque'],
  ['lunedì 5 gennaio', 'lunedì cinque gennaio'],
  ['il ventesimo piano', 'il 20° piano'],
  ['alle sette e mezza', 'alle 7:30'],
  ['alle sette e mezza', 'alle 7.30'],
  ['alle diciannove e trenta', 'alle 19:30'],
  ['alle otto meno un quarto', 'alle 7:45'],
  ['alle cinque e un quarto', 'alle 5:15'],
  ['alle tre del pomeriggio', 'alle 15'],
  ['alle nove di sera', 'alle 21:00'],
  ['a mezzogiorno', 'alle 12:00'],
  ['alle ore 19:30', 'alle 19:30'],
  ['cinque euro e venti centesimi', '5,20 €'],
  ['cinque euro e venti', '5,20 €'],
  ["mezz'ora", '30 minuti'],
  ["un'ora e mezza", '90 minuti'],
  ["un quarto d'ora", '15 minuti'],
  ['venti per cento', '20%'],
  ['tre virgola quattordici', '3,14'],
  ['venti gradi', '20 gradi'],
  ['cinque chilometri', '5 km'],
  ['due chili e mezzo', '2,5 kg'],
  ['tre tre tre uno due tre quattro', '3331234'],
  ['Perfetto, la prenotazione è confermata.', 'La prenotazione è confermata.'],
  ["l'aeroporto è a dieci minuti", "l'aeroporto è a 10 minuti"],
]

/** Near misses: alike in sound or wording, different in meaning. */
const different: readonly (readonly [string, string])[] = [
  ['sette e mezza', 'sette'],
  ['sessanta', 'settanta'],
  ['il 3 maggio', 'il 3 giugno'],
  ['La prenotazione è confermata', 'La prenotazione non è confermata'],
  ['alle otto e un quarto', 'alle otto meno un quarto'],
  ['attivo', 'disattivo'],
]

describe('Italian', () => {
  it.each(same)('%s is %s', (spoken, written) => {
    expect(tokenForm(spoken, 'it-IT')).toBe(tokenForm(written, 'it-IT'))
  })

  it.each(different)('%s is not %s', (one, other) => {
    expect(tokenForm(one, 'it-IT')).not.toBe(tokenForm(other, 'it-IT'))
  })
})
