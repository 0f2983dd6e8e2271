import { afterEach, beforeEach, expect, test } from 'vitest'

import { faultOf } from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import {
  type FakeJira,
  startFakeJira,
} from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import {
  jiraDraft,
  onlyIssue,
  openJira,
} from '#lib/engines/vendors/testing/fake-notifier/jira-connection.ts'
import type { Tracker } from '#lib/engines/vendors/types.ts'

let peer: FakeJira
let tracker: Tracker

beforeEach(async () => {
  peer = await startFakeJira()
  tracker = openJira(peer)
  await tracker.createIssue(jiraDraft())
})
afterEach(() => peer.close())

test('is read with what its status means', async () => {
  const seen = async (status: string) => {
    peer.state.move('QA-1', status)
    return (await tracker.getIssue('QA-1')).category
  }
  expect([await seen('In Progress'), await seen("Won't do"), await seen('To Do')]).toEqual([
    'in_progress',
    'done',
    'open',
  ])
  const fault = await faultOf(tracker.getIssue('QA-9'))
  expect(fault).toMatchObject({ status: 404, retryable: false })
})

test('is updated, and keeps labels that people gave it', async () => {
  onlyIssue(peer).fields['labels'] = [...(onlyIssue(peer).fields['labels'] as string[]), 'by-hand']
  await tracker.updateIssue('QA-1', { title: 'New', severity: 'low', labels: ['seen again'] })
  expect(onlyIssue(peer).fields).toMatchObject({ summary: 'New', priority: { name: 'Low' } })
  expect(onlyIssue(peer).fields['labels']).toEqual(
    expect.arrayContaining(['by-hand', 'seen-again', 'earshot']),
  )
  expect(await tracker.findIssue('defect 1')).not.toBeNull()
  const before = peer.http.requests.length
  await tracker.updateIssue('QA-1', {})
  expect(peer.http.requests).toHaveLength(before)
})

test('gets a comment once, also when its answer was lost or many came after it', async () => {
  peer.http.plan('lost', ({ method }) => method === 'POST')
  await faultOf(tracker.comment('QA-1', 'retest 1', 'Passed at last.'))
  for (let at = 0; at < 250; at += 1)
    onlyIssue(peer).comments.push({ id: `x${at}`, body: { type: 'doc', version: 1, content: [] } })
  await tracker.comment('QA-1', 'retest 1', 'Passed at last.')
  expect(onlyIssue(peer).comments).toHaveLength(251)
  await tracker.comment('QA-1', 'retest 2', 'Passed again.')
  expect(onlyIssue(peer).comments).toHaveLength(252)
  expect(JSON.stringify(onlyIssue(peer).comments[0])).toContain('Passed at last.')
})

test('is closed as fixed, not as rejected, and opened again', async () => {
  expect(await tracker.close('QA-1')).toEqual({ moved: true })
  expect(onlyIssue(peer).status).toBe('Done')
  expect(await tracker.reopen('QA-1')).toEqual({ moved: true })
  expect(onlyIssue(peer).status).toBe('To Do')
})

test('stays where it is when it is there already', async () => {
  peer.state.move('QA-1', "Won't do")
  expect(await tracker.close('QA-1')).toEqual({ moved: true })
  expect(onlyIssue(peer).status).toBe("Won't do")
  peer.state.move('QA-1', 'In Progress')
  expect(await tracker.reopen('QA-1')).toEqual({ moved: true })
  expect(onlyIssue(peer).status).toBe('In Progress')
})

test('moves to the statuses that the settings name', async () => {
  const config = { done_status: "won't do", reopened_status: 'In Progress' }
  const chosen = openJira(peer, { config })
  await chosen.close('QA-1')
  expect(onlyIssue(peer).status).toBe("Won't do")
  await chosen.reopen('QA-1')
  expect(onlyIssue(peer).status).toBe('In Progress')
})

test('a workflow without a way is a warning, asked once', async () => {
  peer.state.transitions = [{ id: '21', name: 'Start', to: 'In Progress' }]
  const before = peer.http.requests.length
  expect(await tracker.close('QA-1')).toEqual({
    moved: false,
    warning: 'The workflow of QA-1 offers no way from "To Do" to a status that is done',
  })
  expect(peer.http.requests).toHaveLength(before + 2)
})

test('a transition that asks for a field is a warning; a resolution is filled in', async () => {
  const required = [{ id: 'customfield_7', name: 'Root cause' }]
  peer.state.transitions = [{ id: '31', name: 'Finish', to: 'Done', required }]
  expect(await tracker.close('QA-1')).toEqual({
    moved: false,
    warning: 'The transition "Finish" of QA-1 asks for Root cause, which a person must fill in',
  })
  const allowedValues = [
    { id: '1', name: "Won't Do" },
    { id: '2', name: 'Fixed' },
  ]
  const resolution = { id: 'resolution', name: 'Resolution', allowedValues }
  peer.state.transitions = [{ id: '31', name: 'Finish', to: 'Done', required: [resolution] }]
  expect(await tracker.close('QA-1')).toEqual({ moved: true })
  expect(onlyIssue(peer)).toMatchObject({ status: 'Done', resolution: 'Fixed' })
})

test('a transition that Jira refuses is a warning; one in conflict may be tried again', async () => {
  const post = ({ method }: { method: string }) => method === 'POST'
  peer.http.plan({ status: 400, body: { errorMessages: ['A validator said no'] } }, post)
  expect((await tracker.close('QA-1')).warning).toContain('A validator said no')
  peer.http.plan({ status: 409 }, post)
  expect(await faultOf(tracker.close('QA-1'))).toMatchObject({ status: 409, retryable: true })
})
