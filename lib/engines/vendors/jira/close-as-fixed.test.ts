import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import {
  type FakeJira,
  startFakeJira,
} from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import {
  jiraDraft,
  onlyIssue,
  openJira,
} from '#lib/engines/vendors/testing/fake-notifier/jira-connection.ts'
import type { FakeJiraTransition } from '#lib/engines/vendors/testing/fake-notifier/jira-state.ts'

let peer: FakeJira
beforeEach(async () => {
  peer = await startFakeJira()
  await openJira(peer).createIssue(jiraDraft())
})
afterEach(() => peer.close())

/** A workflow that offers ways to closed statuses, in this order. */
function offer(...ways: (Omit<FakeJiraTransition, 'id'> | [name: string, to: string])[]): void {
  peer.state.transitions = ways.map((way, at) => {
    const { name, to, ...rest } = Array.isArray(way) ? { name: way[0], to: way[1] } : way
    if (!peer.state.statuses.some((status) => status.name === to))
      peer.state.statuses.push({ name: to, category: 'done' })
    return { id: `${at + 1}`, name, to, ...rest }
  })
}

const resolutions = (...names: string[]) => ({
  id: 'resolution',
  name: 'Resolution',
  allowedValues: names.map((name, at) => ({ id: `${at + 1}`, name })),
})

describe('a fixed defect never goes where it was refused, in whatever order Jira offers the ways', () => {
  const workflows: [language: string, refusal: [string, string], mended: [string, string]][] = [
    ['English', ['Reject', "Won't Do"], ['Finish', 'Done']],
    ['German', ['Ablehnen', "Won't Do"], ['Erledigen', 'Erledigt']],
    ['German', ['Als Duplikat schließen', 'Duplikat'], ['Beheben', 'Behoben']],
    ['French', ['Rejeter', 'Rejeté'], ['Terminer', 'Terminé']],
    ['Spanish', ['Descartar', 'No se hará'], ['Terminar', 'Finalizada']],
    ['Portuguese', ['Cancelar', 'Cancelado'], ['Concluir', 'Concluído']],
    ['Italian', ['Rifiuta', 'Rifiutato'], ['Completa', 'Completato']],
    ['Dutch', ['Afwijzen', 'Afgewezen'], ['Afronden', 'Gereed']],
    ['Polish', ['Odrzuć', 'Odrzucone'], ['Zakończ', 'Gotowe']],
    ['Russian', ['Отклонить', 'Отклонено'], ['Завершить', 'Готово']],
    ['Japanese', ['却下する', '対応しない'], ['完了する', '完了']],
    ['Korean', ['거부', '취소됨'], ['완료', '완료']],
    ['Chinese', ['拒绝', '不予处理'], ['完成', '已完成']],
    ['Turkish', ['Reddet', 'Reddedildi'], ['Bitir', 'Tamam']],
    // Only the mended one is in a known language: the other one cannot be read, and need not be.
    ['Klingon', ['lajQo’', 'lajQo’pu’'], ['Finish', 'Done']],
  ]
  test.each(workflows)('%s: %j beside %j', async (_, refusal, mended) => {
    for (const ways of [
      [refusal, mended],
      [mended, refusal],
    ]) {
      offer(...ways)
      peer.state.move('QA-1', 'To Do')
      expect(await openJira(peer).close('QA-1')).toEqual({ moved: true })
      expect(onlyIssue(peer).status).toBe(mended[1])
    }
  })
})

describe('what cannot be known is asked, not guessed', () => {
  test.each([
    [
      'two unknown closed states',
      [
        ['A', 'Freigegeben'],
        ['B', 'Geparkt'],
      ],
    ],
    ['only a refusal', [['Ablehnen', 'Abgelehnt']]],
    [
      'two refusals',
      [
        ['Reject', "Won't Do"],
        ['Duplicate', 'Duplicate'],
      ],
    ],
    ['one unknown state, while the project has others', [['X', 'lajQo’pu’']]],
  ] as [string, [string, string][]][])('%s', async (_, ways) => {
    offer(...ways)
    const answer = await openJira(peer).close('QA-1')
    expect(answer).toMatchObject({
      moved: false,
      choice: { setting: 'done_status', options: ways.map(([, to]) => to) },
    })
    expect(answer.warning).toContain(`"${ways[0]?.[1]}"`)
    expect(onlyIssue(peer).status).toBe('To Do')
    // The person has chosen.
    const done_status = ways.at(-1)?.[1]
    expect(await openJira(peer, { config: { done_status } }).close('QA-1')).toEqual({ moved: true })
    expect(onlyIssue(peer).status).toBe(done_status)
  })

  test('but not where the project has one closed state only', async () => {
    peer.state.statuses = peer.state.statuses.filter(({ category }) => category !== 'done')
    offer(['Ausliefern', 'Ausgeliefert'])
    expect(await openJira(peer).close('QA-1')).toEqual({ moved: true })
  })
})

describe('the resolution', () => {
  test('is said to be mended wherever a screen asks for it, required or not', async () => {
    for (const screen of ['required', 'optional']) {
      const field = resolutions('Wird nicht erledigt', 'Duplikat', 'Erledigt')
      offer({ name: 'Schließen', to: 'Geschlossen', [screen]: [field] })
      peer.state.move('QA-1', 'To Do')
      expect(await openJira(peer).close('QA-1')).toEqual({ moved: true })
      expect(onlyIssue(peer)).toMatchObject({ status: 'Geschlossen', resolution: 'Erledigt' })
    }
  })

  test('decides between ways to states that look mended', async () => {
    offer(
      { name: 'Close', to: 'Closed', required: [resolutions("Won't Fix", 'Duplicate')] },
      { name: 'Finish', to: 'Finished', required: [resolutions('Duplicate', 'Fixed')] },
    )
    expect(await openJira(peer).close('QA-1')).toEqual({ moved: true })
    expect(onlyIssue(peer)).toMatchObject({ status: 'Finished', resolution: 'Fixed' })
  })

  test('that only refuses closes nothing', async () => {
    offer({ name: 'Close', to: 'Closed', optional: [resolutions("Won't Fix", 'Duplicate')] })
    expect(await openJira(peer).close('QA-1')).toMatchObject({ moved: false, choice: {} })
    expect(onlyIssue(peer).status).toBe('To Do')
  })

  test('is left alone when a defect is back', async () => {
    offer({ name: 'Again', to: 'To Do', optional: [resolutions('Done')] })
    peer.state.move('QA-1', 'Done')
    expect(await openJira(peer).reopen('QA-1')).toEqual({ moved: true })
    expect(onlyIssue(peer)).toMatchObject({ status: 'To Do', resolution: null })
  })
})
