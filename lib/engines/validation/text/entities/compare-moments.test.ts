import { describe, expect, test } from 'vitest'

import { compareEntity } from '#lib/engines/validation/text/entities/compare-entity.ts'
import { both } from '#lib/engines/validation/text/entities/testing/pairs.ts'

describe('dates', () => {
  both([
    ['2025-05-03', 'May 3, 2025', 'right'],
    ['2025-05-03', '3 May 2025', 'right'],
    ['2025-05-03', 'May 4, 2025', 'wrong'],
    ['2025-05-03', '2025-05-04', 'wrong'],
    ['2025-05-03', '2026-05-03', 'wrong'],
    ['2025-05-03', '2025-05-03T00:00:00Z', 'right', 'en-US', 'unproven'],
    ['2025-05-03', '2025-05-02T22:00:00Z', 'unproven'],
    ['2025-05-03', '2025-05-01T22:00:00Z', 'wrong'],
    ['2025-05-03', '2025-05-03T10:00:00', 'unproven'],
    ['May 3', '3rd of May', 'right'],
    ['May 3', 'the 3rd of May', 'right'],
    ['May 3', '2025-05-03', 'unproven'],
    ['May 3', '2025-06-03', 'wrong'],
    ['May 3', 'May 13', 'wrong'],
    ['Monday', 'Tuesday', 'wrong'],
    ['Monday', 'monday', 'right'],
    ['Monday', '2025-05-05', 'unproven'],
    ['Monday', '2025-05-06', 'wrong'],
    ['Monday, May 5', 'May 5', 'unproven'],
    ['3. Mai', '3 Mai', 'right', 'de-DE'],
    ['3. Mai 2025', '2025-05-03', 'right', 'de-DE'],
    ['3. Mai 2025', '2025-03-05', 'wrong', 'de-DE'],
    ['tomorrow', 'tomorrow', 'right'],
    ['tomorrow', 'today', 'wrong'],
    ['tomorrow', '2025-03-13', 'unproven'],
    ['morgen', 'heute', 'wrong', 'de-DE'],
    ['demain', "aujourd'hui", 'wrong', 'fr-FR'],
    ['mañana', 'hoy', 'wrong', 'es-ES'],
    ['next Monday', '2025-05-05', 'unproven'],
    ['May 3', 'Toronto', 'unproven'],
    ['2025-05-03', 'Toronto', 'wrong'],
    ['2025-05-03T10:00:00', '2025-05-04T10:00:00', 'wrong'],
    ['2025-05-03T10:00:00', '2025-05-03T10:00', 'right'],
    ['2025-05-03T10:00:00', '2025-05-03T10:00:30', 'wrong'],
    ['2025-05-03T10:00:00', '2025-05-03 10:00:00', 'right'],
  ])
})

describe('days are resolved with a reference time', () => {
  const context = { referenceTime: '2025-05-02T23:30:00Z', zone: 'Europe/Berlin' }
  const rows: [string, string, string][] = [
    ['tomorrow', '2025-05-04', 'right'],
    ['tomorrow', '2025-05-03', 'wrong'],
    ['today', '2025-05-03', 'right'],
    ['May 5', '2025-05-05', 'right'],
    ['May 2', '2025-05-02', 'unproven'],
    ['Monday', '2025-05-05', 'right'],
    ['Monday', '2025-05-12', 'unproven'],
    ['tomorrow at 7 pm', '2025-05-04T19:00:00', 'right'],
    ['tomorrow at 7 pm', '2025-05-04T18:00:00', 'wrong'],
  ]
  test.each(rows)('%s against %s is %s', (expected, actual, match) =>
    expect(compareEntity(expected, actual, 'en-US', context).match).toBe(match),
  )
})

describe('times', () => {
  both([
    ['7 pm', '19:00', 'right'],
    ['7 pm', '7 am', 'wrong'],
    ['7 pm', '7', 'unproven'],
    ['7 pm', '8', 'wrong'],
    ['7:30', '7:30 pm', 'unproven'],
    ['7:30', '19:30', 'unproven'],
    ['7:30', '07:30', 'right'],
    ['7:30 AM', '07:30', 'right'],
    ['7:30 AM', '19:30', 'wrong'],
    ['7:30 AM', '2025-03-12T07:30:00', 'right', 'en-US', 'unproven'],
    ['7:30 AM', '2025-03-12T08:30:00', 'wrong'],
    ['7:30 AM', '2025-03-12T07:30:00Z', 'unproven'],
    ['7:30 AM', '2025-03-12T11:30:00Z', 'unproven'],
    ['at 7 pm', '19:00', 'right'],
    ['7 pm on Monday', 'Monday at 7 pm', 'right'],
    ['Monday 7 pm', 'Monday 7 am', 'wrong'],
    ['2025-05-03T07:30:00-04:00', '2025-05-03T07:30:00+01:00', 'wrong'],
    ['2025-05-03T07:30:00-04:00', '2025-05-03T12:30:00+01:00', 'right'],
    ['2025-05-03T23:30:00-04:00', '2025-05-04T03:30:00Z', 'right'],
    ['2025-05-03T07:30:00-04:00', '2025-05-03T07:30:00', 'unproven'],
    ['2025-05-03T07:30:00Z', '2025-05-05T07:30:00', 'wrong'],
    ['19:00', '19 Uhr', 'right', 'de-DE'],
    ['19:00', '20 Uhr', 'wrong', 'de-DE'],
  ])
})

describe('clock times in words', () => {
  both([
    ['half past seven in the morning', '07:30', 'right'],
    ['half past seven', '7:30', 'right'],
    ['half past seven', '6:30', 'wrong'],
    ['noon', '12:00', 'right'],
    ['noon', '11:00', 'wrong'],
    ['midnight', '00:00', 'right'],
    ['quarter to eight', '7:45', 'right'],
    ['halb acht', '7:30', 'right', 'de-DE'],
    ['halb acht', '8:30', 'wrong', 'de-DE'],
    ['las siete y media', '7:30', 'right', 'es-ES'],
    ['las siete y media', '6:30', 'wrong', 'es-ES'],
  ])
})
