import vm from 'node:vm'

import { boundedCache } from '#lib/bounded-cache.ts'

/** Longest pattern and text in UTF-16 units, and ms until a match is given up. */
export const maxPattern = 500
export const maxSubject = 4_000
const timeLimit = 100
/** Backtracking steps that may run without a time limit: about 2 ms. */
const freeSteps = 1e6

type Compiled = { test: RegExp; flags: string; loops: number; nested: boolean }
const cache = boundedCache<Compiled>(500)

/**
 * How bad backtracking can get: `loops` unbounded repetitions one after another cost length^(loops+1) at most,
 * unless a repeated group holds a repetition or an alternative, or a back-reference is used (`nested`).
 */
function complexity(source: string): { loops: number; nested: boolean } {
  const plain = source.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x')
  const loops = plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0
  const groups: boolean[] = [false]
  let nested = /\\[1-9k]/.test(plain)
  for (let index = 0; index < plain.length; index++) {
    const char = plain.charAt(index)
    if (char === '(') {
      groups.push(false)
      if (plain.charAt(index + 1) === '?') index++
    } else if (char === ')') {
      const risky = groups.pop() === true
      if (risky && /^(?:[*+]|\{\d+(?:,\d*)?\})/.test(plain.slice(index + 1))) nested = true
      if (risky) groups[groups.length - 1] = true
    } else if (/[*+{|?]/.test(char)) groups[groups.length - 1] = true
  }
  return { loops, nested }
}

function compile(source: string): Compiled {
  const known = cache.get(source)
  if (known !== undefined) return known
  if (source.length > maxPattern)
    throw new Error(`The pattern is longer than ${maxPattern} characters.`)
  let flags = 'iu'
  let test: RegExp
  try {
    test = new RegExp(source, flags)
  } catch {
    // Patterns of other tools escape more than the `u` flag allows.
    flags = 'i'
    test = new RegExp(source, flags)
  }
  return cache.set(source, { test, flags, ...complexity(source) })
}

let box: { context: vm.Context; script: vm.Script } | null = null

/**
 * Whether a pattern from a suite file matches, case ignored, in bounded time: harmless patterns run directly, all
 * others in a context that V8 interrupts after 100 ms. Throws for an invalid or too long pattern and on timeout.
 * The text is cut at `maxSubject`.
 */
export function matchesPattern(source: string, text: string): boolean {
  const { test, flags, loops, nested } = compile(source)
  const subject = text.slice(0, maxSubject)
  if (!nested && (subject.length + 1) ** (loops + 1) <= freeSteps) return test.test(subject)
  box ??= {
    context: vm.createContext({}),
    script: new vm.Script('new RegExp(source, flags).test(subject)'),
  }
  Object.assign(box.context, { source, flags, subject })
  try {
    return box.script.runInContext(box.context, { timeout: timeLimit }) === true
  } catch (error) {
    throw new Error(`The pattern ${source} took more than ${timeLimit} ms and was given up.`, {
      cause: error,
    })
  }
}
