import { expect, test } from 'vitest'

import { classConflicts } from '#scripts/house/class-conflicts.ts'

const card = (classes: string) =>
  `export function Card({ className }) { return <div className={cn('${classes}', className)} /> }`
const find = (files: Record<string, string>) =>
  classConflicts(new Map(Object.entries(files))).map(({ name, problem }) => `${name}: ${problem}`)

const page = (text: string) => ({ 'app/page.tsx': `export const Page = () => ${text}` })

test('a class of a caller that sets what the component sets is found', () => {
  const files = {
    'components/ui/card.tsx': card('p-4 border'),
    ...page('<Card className="p-2" />'),
  }
  expect(find(files)).toEqual([
    expect.stringMatching(/classes of Card: app\/page.tsx: `p-4` and `p-2`/),
  ])
})

test.each([
  ['a default that gives way', card('base:p-4 border'), '<Card className="p-2" />'],
  ['a default of wide windows that gives way', card('base:sm:p-4'), '<Card className="sm:p-2" />'],
  ['another property', card('p-4'), '<Card className="border" />'],
  ['the same class twice', card('p-4'), '<Card className="p-4" />'],
  ['one that is set in wide windows only', card('p-4'), '<Card className="sm:p-2" />'],
])('is no conflict: %s', (_, component, use) =>
  expect(find({ 'components/ui/card.tsx': component, ...page(use) })).toEqual([]),
)

test('classes of variants and constants count, and those of what the component hands them to', () => {
  const variants = `const looks = cva('flex', { variants: { size: { sm: 'h-8', md: 'h-9' } } })
    export function Button({ className, size }) { return <button className={cn(looks({ size }), className)} /> }`
  const copy = `export function Copy({ className }) { return <Button className={className} /> }`
  const files = { 'components/ui/button.tsx': variants, 'components/ui/copy.tsx': copy }
  expect(find({ ...files, ...page('<Copy className="h-7" />') })).toEqual([
    expect.stringContaining('classes of Copy: app/page.tsx: `h-8 h-9` and `h-7`'),
  ])
})

test('what a component hands on with all its properties counts', () => {
  const link = 'export function Link({ to, ...rest }) { return <Card {...rest} /> }'
  const files = { 'components/ui/card.tsx': card('p-4'), 'components/ui/link.tsx': link }
  expect(find({ ...files, ...page('<Link className="p-2" />') })).toHaveLength(1)
})

test('two arguments of one call conflict, two branches of one argument do not', () => {
  const tone = (args: string) => page(`<p className={cn(${args})} />`)
  expect(find(tone(`'text-red-500', on && 'text-blue-500'`))).toHaveLength(1)
  expect(find(tone(`'flex', on ? 'text-red-500' : 'text-blue-500'`))).toEqual([])
})
