import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { prepareReportFiles } from '#cli/report-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'earshot-reports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('folders are made, and files are left for the end', () => {
  const junit = join(folder, 'deep', 'er', 'x.xml')
  prepareReportFiles({ junit })
  expect(existsSync(join(folder, 'deep', 'er'))).toBe(true)
  expect(existsSync(junit)).toBe(false)
})

test('what is there stays as it is', () => {
  const ctrf = join(folder, 'kept.json')
  writeFileSync(ctrf, 'kept')
  prepareReportFiles({ ctrf })
  expect(readFileSync(ctrf, 'utf8')).toBe('kept')
})

test.each([
  [{ html: folder }, /^--html .+ is a folder; name a file in it$/],
  [{ html: '' }, /names no file/],
  [
    { junit: join(folder, 'same'), ctrf: join(folder, '.', 'same') },
    /--junit and --ctrf name the same file/,
  ],
])('%j is refused', (files, words) => expect(() => prepareReportFiles(files)).toThrow(words))

test('a folder that is a file is refused', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  expect(() => prepareReportFiles({ junit: join(file, 'x.xml') })).toThrow(/cannot be written/)
})
