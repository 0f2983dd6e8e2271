import { InvalidError } from '#lib/platform/errors.ts'

/**
 * Refuses text that a voice would leave out or spell letter by letter: no letter or digit at all, or letters
 * of a script (Unicode names such as `Latin`) that it does not read. Throws `InvalidError` naming them.
 */
export function checkScripts(text: string, scripts: string[], voice: string): void {
  const letters = text.match(/\p{L}/gu) ?? []
  if (letters.length === 0 && !/\p{N}/u.test(text))
    throw new InvalidError(`The text holds nothing that the voice ${voice} can speak`)
  const readable = new RegExp(
    `^[${scripts.map((name) => `\\p{Script_Extensions=${name}}`).join('')}]$`,
    'u',
  )
  const foreign = [...new Set(letters)].filter((letter) => !readable.test(letter))
  if (foreign.length > 0)
    throw new InvalidError(
      `The voice ${voice} cannot speak "${foreign.slice(0, 8).join('')}"; it reads ${scripts.join(', ')}`,
    )
}
