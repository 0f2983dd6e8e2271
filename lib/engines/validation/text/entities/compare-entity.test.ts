import { describe, expect, test } from 'vitest'

import { compareEntity } from '#lib/engines/validation/text/entities/compare-entity.ts'
import { both, oneWay } from '#lib/engines/validation/text/entities/testing/pairs.ts'
import type { Json } from '#lib/platform/json.ts'

describe('what stands beside a figure must be equal too', () => {
  both([
    ['May 3', 'June 3', 'wrong'],
    ['seat 12A', 'seat 12B', 'wrong'],
    ['gate 5', 'room 5', 'wrong'],
    ['gate 5', 'gate 15', 'wrong'],
    ['Monday at 7 pm', 'Tuesday at 7 pm', 'wrong'],
    ['Monday at 7 pm', 'Monday at 8 pm', 'wrong'],
    ['before three', 'after three', 'wrong'],
    ['before three pm', 'after three pm', 'wrong'],
    ['by fifty percent', 'to fifty percent', 'wrong'],
    ['by 50 %', 'to 50 %', 'wrong'],
    ['Highway 1', 'Exit 1', 'wrong'],
    ['12 Main Street', '12 Oak Avenue', 'wrong'],
    ['12 Main Street', '21 Main Street', 'wrong'],
    ['5 stars', '5 nights', 'wrong'],
    ['not 5', '5', 'unproven'],
    ['not 5', '6', 'unproven'],
    ['about 5', '5', 'unproven'],
    ['tomorrow 7 pm', 'today 7 pm', 'wrong'],
    ['Toronto 22 degrees', 'Boston 22 degrees', 'wrong'],
    ['flight BA 12', 'flight LH 12', 'wrong'],
    ['BA 12', 'LH 12', 'wrong'],
    ['Apollo 13', 'Apollo 13', 'right'],
    ['Apollo 13', 'Apollo 11', 'wrong'],
    ['Terminal 2', 'Terminal 3', 'wrong'],
    ['Terminal 2', 'terminal two', 'right'],
    ['5 apples and 3 pears', '3 apples and 5 pears', 'unproven'],
    ['5 apples and 3 pears', '5 apples and 4 pears', 'wrong'],
    ['table for 5', 'table of 5', 'unproven'],
    ['room 5', 'room', 'unproven'],
    ['room five', 'Room 5', 'right'],
    ['3. Mai', '3. Juni', 'wrong', 'de-DE'],
    ['Gleis 4', 'Zimmer 4', 'wrong', 'de-DE'],
    ['Gleis 4', 'Gleis vier', 'right', 'de-DE'],
    ['vor drei', 'nach drei', 'wrong', 'de-DE'],
    ['chambre 4', 'quai 4', 'wrong', 'fr-FR'],
    ['3 de mayo', '3 de junio', 'wrong', 'es-ES'],
    ['habitación 4', 'puerta 4', 'wrong', 'es-ES'],
    ['binario 4', 'camera 4', 'wrong', 'it-IT'],
    ['spoor 4', 'kamer 4', 'wrong', 'nl-NL'],
    ['5号门', '5号房', 'wrong', 'zh-CN'],
    ['комната 5', 'ворота 5', 'wrong', 'ru-RU'],
  ])
})

describe('equal in ways that are easily called different', () => {
  both([
    ['1/2', 0.5, 'unproven'],
    ['½', '0.5', 'unproven'],
    ['2½', 2.5, 'unproven'],
    ['2½', '21/2', 'wrong'],
    ['10²', '102', 'unproven'],
    ['1k', 1000, 'unproven'],
    ['1.5M', '1500000', 'unproven'],
    ['$5.20', 520, 'unproven'],
    ['90 minutes', '1:30', 'unproven'],
    ['90 minutes', '01:30:00', 'unproven'],
    ['2025-05-03', 20250503, 'unproven'],
    ['2025-05-03', 1746230400, 'unproven'],
    ['-5 °C', '5 °C below zero', 'unproven'],
    ['1,5', 'un virgule cinq', 'right', 'fr-FR'],
    ['lowest price', 'cheapest fare', 'unproven'],
    ['size M', 'medium', 'unproven'],
    ['xl', 'extra large', 'unproven'],
    ['Mt. Everest', 'Mount Everest', 'right'],
    ['J. Smith', 'John Smith', 'unproven'],
    ['Henry VIII', 'Henry the Eighth', 'unproven'],
    ['USA', 'America', 'unproven'],
    ['GB', 'United Kingdom', 'unproven'],
    ['NL', 'Netherlands', 'unproven'],
    ['a@b.com', 'A@b.com', 'right'],
    ['a@b.com', 'c@b.com', 'wrong'],
    ['a@b.com', 'a at b dot com', 'unproven'],
    ['https://a.com/x', 'https://A.com/x/', 'right'],
    ['https://a.com/x', 'https://a.com/y', 'wrong'],
    ['https://a.com/x', 'www.a.com/x', 'unproven'],
    ['りんご', 'リンゴ', 'unproven', 'ja-JP'],
    ['ひとつ', '1', 'unproven', 'ja-JP'],
    ['أحمد', 'احمد', 'right', 'ar-EG'],
  ])
  oneWay([[{}, { a: 1 }, 'unproven']])
})

describe('yes and no', () => {
  both([
    [true, true, 'right'],
    [true, 'true', 'right'],
    [true, 'yes', 'right'],
    [true, 'no', 'wrong'],
    [true, false, 'wrong'],
    [false, 'no', 'right'],
    [true, 'ja', 'right', 'de-DE'],
    [true, 'nein', 'wrong', 'de-DE'],
    [true, 1, 'unproven'],
    [true, 0, 'unproven'],
    [true, 'Toronto', 'unproven'],
    ['yes', 'no', 'wrong'],
    [null, 'x', 'wrong'],
    [null, null, 'right'],
  ])
})

describe('hostile values end', () => {
  const deep = (levels: number): Json => {
    let value: Json = 'x'
    for (let level = 0; level < levels; level++) value = [value]
    return value
  }
  test('in deep nesting', () =>
    expect(compareEntity(deep(100), deep(100), 'en-US').match).toBe('unproven'))
  test('in long texts', () => {
    const text = 'word '.repeat(20_000)
    const started = performance.now()
    expect(compareEntity(text, `${text} more`, 'en-US').match).toBe('unproven')
    expect(performance.now() - started).toBeLessThan(5_000)
  })
  test('in long lists', () => {
    const list = Array.from({ length: 5_000 }, (_, index) => index)
    expect(compareEntity(list, [...list, 1], 'en-US').match).toBe('unproven')
  })
  test('in a language tag that is none', () =>
    expect(compareEntity('Toronto', 'Toronto 5', 'not a tag!').match).toBe('unproven'))
})
