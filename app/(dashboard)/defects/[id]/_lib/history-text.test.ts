import { expect, test } from 'vitest'

import { historyText } from '#app/(dashboard)/defects/[id]/_lib/history-text.ts'

const names = new Map([['u1', 'Ada']])
const said = (action: string, detail: Record<string, unknown> = {}) =>
  historyText({ action, detail }, names)

test('an update tells what became another, and only that', () => {
  const was = { status: 'open', severity: 'high' }
  expect(said('defect.update', { was, status: 'in_progress' })).toBe('set the state to in progress')
  expect(said('defect.update', { was, status: 'open', severity: 'low' })).toBe(
    'set the severity to low',
  )
  expect(said('defect.update', { was, status: 'open' })).toBe('changed nothing')
  expect(said('defect.update', { was, assignedTo: 'u1', title: 'x' })).toBe(
    'assigned it to Ada, changed the description',
  )
  expect(said('defect.update', { was, assignedTo: null })).toBe('removed the assignee')
})

test('an update is read from what the log says was and is', () => {
  const textOf = (before: object, after: object) =>
    historyText(
      { action: 'defect.update', detail: {}, before: { ...before }, after: { ...after } },
      names,
    )
  expect(textOf({ status: 'open' }, { status: 'closed' })).toBe('set the state to closed')
  expect(textOf({ severity: 'low' }, { severity: 'critical' })).toBe('set the severity to critical')
  expect(textOf({ assigned_to: null }, { assigned_to: { id: 'u2', name: 'Grace' } })).toBe(
    'assigned it to Grace',
  )
  expect(textOf({ assigned_to: { id: 'u1', name: 'Ada' } }, { assigned_to: null })).toBe(
    'removed the assignee',
  )
  expect(textOf({ title: 'a' }, { title: 'b' })).toBe('changed the description')
  expect(textOf({}, {})).toBe('changed nothing')
})

test('a move in the tracker names the issue', () => {
  expect(said('defect.resolve', { by: 'tracker', issue: 'QA-1' })).toBe('resolved it, as QA-1 was')
  expect(said('defect.reopen', { by: 'tracker', issue: 'QA-1' })).toBe('reopened it, as QA-1 was')
})

test('a download of the evidence is told', () => {
  expect(said('evidence.export')).toBe('downloaded its evidence')
})

test('Earshot tells what it saw', () => {
  expect(said('defect.resolve', { clean_runs: 3 })).toBe('resolved it after 3 runs that passed')
  expect(said('defect.reopen', { was: 'closed' })).toBe('reopened it: it occurred again')
  expect(said('defect.create', { title: 'x' })).toBe('filed it')
})

test('an entry of another version is shown rather than breaking the page', () => {
  expect(said('defect.merge')).toBe('defect.merge')
  expect(said('defect.update', { status: 'melted' })).toBe('changed nothing')
})
