import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { playwrightOutcome, readOutcome, vitestOutcome } from '#scripts/processes/test-report.ts'

const vitestFile = (name: string, status: string, statuses: string[], message = '') => ({
  name: `/project/${name}`,
  status,
  message,
  assertionResults: statuses.map((one, index) => ({
    fullName: `case ${index}`,
    status: one,
    failureMessages: one === 'failed' ? ['expected 1 to be 2'] : [],
  })),
})

test('vitest: passed, failed and skipped are counted, failures named with their file', () => {
  const report = {
    success: false,
    testResults: [vitestFile('a.test.ts', 'failed', ['passed', 'failed', 'pending', 'todo'])],
  }
  expect(vitestOutcome(report, '/project')).toEqual({
    passed: 1,
    failed: 1,
    skipped: 2,
    failures: [{ test: 'a.test.ts > case 1', message: 'expected 1 to be 2' }],
  })
})

test('vitest: a file that cannot be loaded is a failure although it has no test', () => {
  const report = {
    success: false,
    testResults: [vitestFile('a.test.ts', 'failed', [], 'Cannot find module')],
  }
  expect(vitestOutcome(report, '/project')).toMatchObject({
    failed: 1,
    failures: [{ test: 'a.test.ts', message: 'Cannot find module' }],
  })
})

test('playwright: nested suites are counted and an error outside any test is a failure', () => {
  const spec = (status: string) => ({
    title: `is ${status}`,
    file: 'run.spec.ts',
    tests: [{ status, results: [{ errors: [{ message: 'no such button' }] }] }],
  })
  const report = {
    suites: [
      { specs: [spec('expected')], suites: [{ specs: [spec('unexpected'), spec('skipped')] }] },
    ],
    errors: [{ message: 'global setup failed' }],
  }
  expect(playwrightOutcome(report)).toEqual({
    passed: 1,
    failed: 2,
    skipped: 1,
    failures: [
      { test: 'e2e/run.spec.ts > is unexpected', message: 'no such button' },
      { test: 'e2e', message: 'global setup failed' },
    ],
  })
})

test('a program that fails without a failed test, or writes no report, counts as a failure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-report-'))
  const file = join(folder, 'report.json')
  const parse = () => ({ passed: 3, failed: 0, skipped: 0, failures: [] })
  expect(readOutcome(file, 0, 'vitest', parse)).toMatchObject({ passed: 0, failed: 1 })
  writeFileSync(file, '{}')
  expect(readOutcome(file, 1, 'vitest', parse)).toMatchObject({ passed: 3, failed: 1 })
  expect(readOutcome(file, 0, 'vitest', parse)).toMatchObject({ passed: 3, failed: 0 })
  rmSync(folder, { recursive: true })
})
