import { compareCodes } from '#lib/engines/validation/text/entities/codes.ts'
import { unproven, type EntityMatch } from '#lib/engines/validation/text/entities/types.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'

const spoken = /^(\p{L}{1,3})((?:[ -]\p{L}+){1,2})$/u
const written = /^\p{L}{1,3}[+#-]{1,2}$/u

/** `B-` of `B minus`, `C++` of `C plus plus`; `sure` is false where the word is no plain name of the sign. */
function gradeOf(text: string, language: string): { code: string; sure: boolean } | null {
  const parts = spoken.exec(text)
  if (parts === null) return null
  const { minus, plus } = grammarOf(language)
  let sure = true
  const signs = (parts[2] ?? '')
    .toLowerCase()
    .split(/[ -]/)
    .filter(Boolean)
    .map((word) => {
      if (word === 'plus' || plus?.has(word) === true) return '+'
      if (word === 'minus' || minus.has(word)) return '-'
      sure = false
      return word === 'sharp' || word === 'hash' ? '#' : null
    })
  return signs.includes(null) ? null : { code: `${parts[1]}${signs.join('')}`, sure }
}

/** A grade or a name with signs against one in words: `B-` and `B minus`; null for anything else. */
export function compareGrades(
  expected: string,
  actual: string,
  language: string,
): EntityMatch | null {
  const [a, b] = [gradeOf(expected, language), gradeOf(actual, language)]
  if (a === null && b === null) return null
  if (a === null ? !written.test(expected) : b === null && !written.test(actual)) return null
  const match = compareCodes(a?.code ?? expected, b?.code ?? actual)
  const sure = a?.sure !== false && b?.sure !== false
  return match.match === 'right' && !sure
    ? unproven('a sign against a word that may name it', 0.7)
    : match
}
