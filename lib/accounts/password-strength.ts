import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

import { settings } from '#lib/platform/config/settings.ts'

/** Who a password is for: what somebody would try first who knows them. */
export type PasswordOwner = { email?: string; name?: string; organization?: string }

/** log10 of the guesses that a password must withstand: a hundred million */
const enough = 8
/** letters and digits that must be left of a password without the owner's own words */
const ownPart = 6

/** The 49,000 most common passwords, keyboards and dates take 30 ms and 5 MB: read when the first password is chosen. */
let estimator: Promise<ZxcvbnFactory> | undefined

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new Factory({
    dictionary: { passwords: dictionary['passwords-common'] },
    graphs: adjacencyGraphs,
  })
}

const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Words of three characters and more, the longest first. */
function wordsOf({ email = '', name = '', organization = '' }: PasswordOwner): string[] {
  const texts = ['earshot', settings().APP_NAME, email, name, organization]
  const words = texts.flatMap((text) => plain(text).split(/[^\p{L}\p{N}]+/u))
  return [...new Set(words)]
    .filter((word) => word.length >= 3)
    .toSorted((a, b) => b.length - a.length)
}

/** What is wrong with a password, in words that follow its name; null when it withstands guessing. */
export async function passwordWeakness(
  password: string,
  owner: PasswordOwner,
): Promise<string | null> {
  const words = wordsOf(owner)
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), plain(password))
  if (rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length < ownPart)
    return 'is too easy to guess: it is made of your name, your address, your organization or the product'
  const { guessesLog10, sequence } = (await (estimator ??= load())).check(password, words)
  if (guessesLog10 >= enough) return null
  return sequence.some(({ pattern }) => pattern === 'dictionary')
    ? 'is too easy to guess: it is one of the most common passwords, or much like one'
    : 'is too easy to guess: it repeats itself, follows the keyboard or is a date'
}
