import { expect, test } from 'vitest'

import { wrongRooms } from '#scripts/house/rooms.ts'

const page = (...imports: string[]) =>
  imports.map((path) => `import { x } from '#${path}'`).join('\n')
const find = (files: Record<string, string>) =>
  wrongRooms(new Map(Object.entries(files))).map(({ name, problem }) => `${name}: ${problem}`)

const runs = 'app/(dashboard)/runs'
const shared = 'components/run/run-name.tsx'
const part = `${runs}/_components/run-name.tsx`
const logic = `${runs}/_lib/run-name.ts`

test('a component of two page folders and files beside their pages are where they belong', () =>
  expect(
    find({
      [shared]: '',
      [part]: page(logic, shared),
      [logic]: '',
      [`${runs}/(list)/page.tsx`]: page(part),
      [`${runs}/[id]/page.tsx`]: page(part),
      'app/(dashboard)/suites/page.tsx': page(shared),
    }),
  ).toEqual([]))

test('parts of every page and files that nobody uses are not looked at', () =>
  expect(
    find({
      'components/ui/button.tsx': '',
      [`${runs}/page.tsx`]: page('components/ui/button.tsx'),
      [shared]: '',
    }),
  ).toEqual([]))

test('a component that one page folder uses belongs beside it', () =>
  expect(
    find({
      [shared]: '',
      [`${runs}/page.tsx`]: page(shared),
      [`${runs}/[id]/page.tsx`]: page(shared),
    }),
  ).toEqual([
    `file ${shared}: used by ${runs}, ${runs}/[id]; move it to _components or _lib in ${runs}`,
  ]))

test('a file that is used from outside its folder belongs above both', () =>
  expect(
    find({
      [logic]: '',
      [`${runs}/page.tsx`]: page(logic),
      'app/(dashboard)/suites/page.tsx': page(logic),
    }),
  ).toEqual([
    `file ${logic}: used by ${runs}, app/(dashboard)/suites; move it to _components or _lib in app/(dashboard)`,
  ]))

test('a file that only a page below uses belongs beside that page, however many files lie between', () =>
  expect(find({ [logic]: '', [part]: page(logic), [`${runs}/[id]/page.tsx`]: page(part) })).toEqual(
    [
      `file ${part}: used by ${runs}/[id]; move it to _components or _lib in ${runs}/[id]`,
      `file ${logic}: used by ${runs}/[id]; move it to _components or _lib in ${runs}/[id]`,
    ].sort((a) => (a.includes(logic) ? -1 : 1)),
  ))
