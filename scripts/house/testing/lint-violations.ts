/** One violation of each rule that needs types. */
export const typeViolations: Record<string, string> = {
  'await-thenable': 'await 1',
  'no-array-delete': 'delete numbers[0]',
  'no-base-to-string': 'export const text = `${String({ a: 1 })}`',
  'no-duplicate-type-constituents': 'export type Twice = 1 | 1',
  'no-floating-promises': 'Promise.resolve()',
  'no-for-in-array': 'for (const key in numbers) void key',
  'no-implied-eval': "setTimeout('x()', 1)",
  'no-misused-promises': 'if (Promise.resolve(true)) void 0',
  'no-redundant-type-constituents': 'export type Wide = unknown | string',
  'no-unnecessary-type-assertion': 'export const same = numbers as number[]',
  'no-unsafe-argument': 'Math.abs(anything)',
  'no-unsafe-assignment': 'export const taken = anything',
  'no-unsafe-call': 'anything()',
  'no-unsafe-enum-comparison': 'export const equal = Colour.Red === 0',
  'no-unsafe-member-access': 'void anything.name',
  'no-unsafe-return': 'export const give = () => anything',
  'no-unsafe-unary-minus': "export const less = -('1' as string)",
  'only-throw-error': "export const fail = () => { throw 'x' }",
  'prefer-promise-reject-errors': "void Promise.reject('x')",
  'restrict-plus-operands': 'export const sum = { a: 1 } + numbers',
  'restrict-template-expressions': 'export const shown = `${{ a: 1 }}`',
  'unbound-method': 'export const loose = new Box().take',
}

/** Stands before each of them. */
export const typesAround = `declare const numbers: number[]
declare const anything: any
enum Colour { Red, Blue }
class Box { n = 1; take() { return this.n } }
`

/** One violation of each rule of React, as the body of a component with the properties `on`, `list` and `children`. */
export const reactViolations: Record<string, string> = {
  'rules-of-hooks': 'if (on) useState(0); return <p />',
  'exhaustive-deps': 'useEffect(() => { document.title = String(on) }, []); return <p />',
  'static-components': 'const Inner = () => <p />; return <Inner />',
  'use-memo': 'const x = useMemo((m: number) => m, []); return <p>{x}</p>',
  'preserve-manual-memoization':
    'const x = useCallback(() => list.a, [list?.a]); return <p onClick={x} />',
  'incompatible-library':
    'const v = useVirtualizer({ count: 1, getScrollElement: () => null, estimateSize: () => 1 }); return <p>{v.getTotalSize()}</p>',
  immutability: 'list.a = 1; return <p />',
  globals: 'count = 1; return <p />',
  refs: 'const r = useRef(0); return <p>{r.current}</p>',
  'set-state-in-effect':
    'const [n, set] = useState(0); useEffect(() => { set(1) }, []); return <p>{n}</p>',
  'error-boundaries': 'try { return <p>{children}</p> } catch { return null }',
  purity: 'const n = Math.random(); return <p>{n}</p>',
  'set-state-in-render': 'const [n, set] = useState(0); set(1); return <p>{n}</p>',
  'unsupported-syntax': "eval('1'); return <p />",
}

/** A file with a component of that body. */
export const componentOf = (
  body: string,
) => `import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useVirtualizer } from '@tanstack/react-virtual'
let count = 0
export function A({ on, list, children }: { on: boolean; list: { a: number }; children: ReactNode }) { ${body} }
`
