import type { Cardinal, Found, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

const ones: Readonly<Record<string, number>> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  lapan: 8,
  sembilan: 9,
}
const units: Readonly<Record<string, number>> = { belas: -1, puluh: 10, ratus: 100 }
const whole: Readonly<Record<string, number>> = { sepuluh: 10, sebelas: 11, seratus: 100 }
const scales: Readonly<Record<string, bigint>> = {
  ribu: 1000n,
  juta: 1_000_000n,
  miliar: 1_000_000_000n,
  milyar: 1_000_000_000n,
  bilion: 1_000_000_000n,
  triliun: 1_000_000_000_000n,
}
const wholeScales: Readonly<Record<string, bigint>> = {
  seribu: 1000n,
  sejuta: 1_000_000n,
  semiliar: 1_000_000_000n,
}

/** Digits one by one. */
export const digitWords: ReadonlyMap<string, string> = new Map([
  ...Object.entries(ones).map(([word, value]) => [word, String(value)] as const),
  ['nol', '0'],
  ['kosong', '0'],
  ['sifar', '0'],
])

const has = <T>(table: Readonly<Record<string, T>>, word: string): T | null =>
  Object.hasOwn(table, word) ? table[word]! : null

/** Below a thousand: dua ratus lima puluh, seratus dua puluh lima, sebelas. */
function readGroup(lexemes: readonly Lexeme[], at: number): { value: number; end: number } | null {
  let value = 0
  let end = at
  let room = 1000
  for (;;) {
    const word = lexemes[end]?.text ?? ''
    const single = has(whole, word)
    const one = has(ones, word)
    const unit = one === null ? null : has(units, lexemes[end + 1]?.text ?? '')
    const step =
      single !== null
        ? { value: single, size: single === 11 ? 10 : single, length: 1, last: single === 11 }
        : one === null
          ? null
          : unit === null
            ? { value: one, size: 1, length: 1, last: true }
            : unit < 0
              ? { value: 10 + one, size: 10, length: 2, last: true }
              : { value: one * unit, size: unit, length: 2, last: false }
    if (step === null || step.size >= room) break
    // sepuluh is ten exactly
    value += step.value
    end += step.length
    room = single === 10 ? 1 : step.size
    if (step.last) break
  }
  return end === at ? null : { value, end }
}

/** Cardinals: dua puluh lima, seribu dua ratus, dua juta lima ratus ribu. */
export function readCardinal(lexemes: readonly Lexeme[], at: number): Found<Cardinal> {
  let total = 0n
  let end = at
  let room = 10n ** 16n
  if (lexemes[at]?.text === 'nol') return { value: '0', end: at + 1 }
  for (;;) {
    const bare = has(wholeScales, lexemes[end]?.text ?? '')
    if (bare !== null && bare < room) {
      total += bare
      room = bare
      end++
      continue
    }
    const group = readGroup(lexemes, end)
    if (group === null) break
    const scale = has(scales, lexemes[group.end]?.text ?? '')
    if (scale === null) {
      total += BigInt(group.value)
      end = group.end
      break
    }
    if (scale >= room) break
    total += BigInt(group.value) * scale
    room = scale
    end = group.end + 1
  }
  return end === at ? null : { value: total.toString(), end }
}
