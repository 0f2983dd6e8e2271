import { describe, expect, it } from 'vitest'

import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'

/** Spoken and written forms of one thing. */
const same: readonly (readonly [string, string])[] = [
  ['vinte e três', '23'],
  ['cento e vinte e cinco', '125'],
  ['dois mil e vinte e cinco', '2025'],
  ['mil novecentos e noventa e nove', '1999'],
  ['duzentas pessoas', '200 pessoas'],
  ['dezesseis', '16'],
  ['dezasseis', '16'],
  ['um milhão de reais', 'R$ 1.000.000'],
  ['dois milhões e meio', '2.500.000'],
  ['dia 3 de maio de 2025', '03/05/2025'],
  ['três de maio de dois mil e vinte e cinco', '3 de maio de 2025'],
  ['às sete e meia', 'às 7:30'],
  ['às sete e meia da noite', 'às 19:30'],
  ['às sete e meia da noite', 'às 19h30'],
  ['às três da tarde', 'às 15h'],
  ['às quinze para as oito', 'às 7:45'],
  ['quinze para as oito', '7:45'],
  ['ao meio-dia', 'às 12h'],
  ['ao meio-dia e meia', 'às 12:30'],
  ['à meia-noite', 'à 0h'],
  ['à uma da tarde', 'às 13:00'],
  ['às dez e dez', 'às 10:10'],
  ['cinco reais e vinte centavos', 'R$ 5,20'],
  ['cinco euros e vinte cêntimos', '5,20 €'],
  ['cinquenta centavos', 'R$ 0,50'],
  ['meia hora', '30 minutos'],
  ['uma hora e meia', '90 minutos'],
  ['duas horas e quinze minutos', '135 minutos'],
  ['vinte por cento', '20%'],
  ['três vírgula catorze', '3,14'],
  ['vinte graus', '20 graus'],
  ['cinco quilômetros', '5 km'],
  ['nove nove meia um dois três quatro', '9961234'],
  ['terceiro andar', '3º andar'],
  ['segunda-feira às 8h', 'segunda às 8h'],
  ['Perfeito, a reserva está confirmada.', 'A reserva está confirmada.'],
]

/** Near misses: alike in sound or wording, different in meaning. */
const different: readonly (readonly [string, string])[] = [
  ['sessenta', 'setenta'],
  ['às sete', 'às sete e meia'],
  ['3 de maio', '3 de junho'],
  ['A reserva está confirmada', 'A reserva não está confirmada'],
  ['terça', 'quinta'],
  ['cinco reais', 'cinco euros'],
]

describe('Portuguese', () => {
  it.each(same)('%s is %s', (spoken, written) => {
    expect(tokenForm(spoken, 'pt-BR')).toBe(tokenForm(written, 'pt-BR'))
  })

  it.each(different)('%s is not %s', (one, other) => {
    expect(tokenForm(one, 'pt-BR')).not.toBe(tokenForm(other, 'pt-BR'))
  })
})
