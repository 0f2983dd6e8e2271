import { describe } from 'vitest'

import { both, oneWay } from '#lib/engines/validation/text/entities/testing/pairs.ts'

describe('lists and objects', () => {
  both([
    [['a', 'b'], ['b', 'a'], 'unproven'],
    [['a', 'b'], ['a'], 'wrong'],
    [['a', 'b'], ['a', 'c'], 'wrong'],
    [['milk'], ['milk', 'eggs'], 'wrong'],
    [['milk', 'milk'], ['milk', 'eggs'], 'wrong'],
    [['milk', 'milk'], ['milk'], 'wrong'],
    [['New York', 'Boston'], ['Boston', 'New York City'], 'unproven'],
    [['a'], 'a', 'right'],
    [['a'], 'c', 'wrong'],
    [['milk', 'eggs'], 'milk and eggs', 'right', 'en-US', 'unproven'],
    [['milk', 'eggs'], 'milk', 'wrong', 'en-US', 'unproven'],
    [['5', '6'], [6, 5], 'unproven'],
    [['5', '6'], [5, 6], 'right'],
    [['Rome', 'Rome'], 'Rome', 'unproven', 'en-US', 'right'],
    [[], [], 'right'],
    [[], ['a'], 'wrong'],
  ])
  oneWay([
    [{ city: 'Toronto' }, { City: 'toronto', country: 'CA' }, 'right'],
    [{ city: 'Toronto', day: 'monday' }, { city: 'Toronto', day: 'friday' }, 'wrong'],
    [{ city: 'Toronto', day: 'monday' }, { city: 'Toronto' }, 'wrong'],
    [{ city: 'Toronto' }, { city: 'Toronto, Canada' }, 'unproven'],
    [{ postal_code: '02142' }, { postalCode: '2142' }, 'wrong'],
    ['Toronto', { label: 'Toronto', id: 7 }, 'unproven'],
    ['Boston', { from: 'Boston', to: 'Denver' }, 'unproven'],
    ['Boston', { from: 'Rome', to: 'Denver' }, 'wrong'],
    ['Rome', { value: 'Rome', confidence: 0.9 }, 'right'],
    ['Rome', { value: 'Oslo', confidence: 0.9 }, 'wrong'],
    ['20 °C', { amount: 20, unit: 'celsius' }, 'right'],
    ['20 °C', { amount: 20, unit: 'fahrenheit' }, 'wrong'],
    ['10 minutes', { value: 10, unit: 'minute' }, 'right'],
    ['$20', { amount: 20, currency: 'USD' }, 'right'],
    [{ city: 'Toronto' }, 'Toronto', 'unproven'],
    [{ city: 'Toronto' }, 'Oslo', 'wrong'],
  ])
})

describe('an expected value may state its type and its synonyms', () => {
  oneWay([
    [{ value: '02142', type: 'identifier' }, '02142', 'right'],
    [{ value: '02142', type: 'identifier' }, '2142', 'wrong'],
    [{ value: '25', type: 'identifier' }, '25', 'right'],
    [{ value: '25', type: 'identifier' }, 25, 'right'],
    [{ value: '1.10', type: 'identifier' }, '1.1', 'wrong'],
    [{ value: '1.10', type: 'number' }, '1.1', 'right'],
    [{ value: '007', type: 'number' }, 7, 'right'],
    [{ value: 7, type: 'number' }, '007', 'right'],
    [{ value: 7, type: 'number' }, 'seven', 'right'],
    [{ value: 7, type: 'number' }, '8', 'wrong'],
    [{ value: 50, type: 'percentage' }, '50%', 'right'],
    [{ value: '50%', type: 'percentage' }, 50, 'right'],
    [{ value: '50%', type: 'percentage' }, 0.5, 'unproven'],
    [{ value: '50%', type: 'percentage' }, 60, 'wrong'],
    [{ value: '555-1234', type: 'phone' }, '5551234', 'right'],
    [{ value: '555-1234', type: 'phone' }, 'five five five one two three four', 'right'],
    [{ value: '2025-05-03', type: 'date' }, 'May 3, 2025', 'right'],
    [{ value: true, type: 'boolean' }, 'yes', 'right'],
    [{ value: 'yes', type: 'boolean' }, 'no', 'wrong'],
    [{ value: 'Ann', type: 'name' }, 'Hannah', 'wrong'],
    [{ value: 'NYC', synonyms: ['New York City'] }, 'New York City', 'right'],
    [{ value: 'NYC', synonyms: ['New York City'] }, 'new york city', 'right'],
    [{ value: 'NYC', synonyms: ['New York City', 'Big Apple'] }, 'the Big Apple', 'right'],
    [{ value: 'sofa', synonyms: ['couch'] }, 'chair', 'wrong'],
    [{ value: 'sofa', synonyms: 'couch' }, 'couch', 'right'],
    [{ value: 'Rome' }, 'Rome', 'right'],
    [{ value: 'Rome' }, { value: 'Rome', confidence: 1 }, 'right'],
    [{ value: 'Rome', type: 'city' }, { value: 'Rome', type: 'city', score: 1 }, 'right'],
    [[{ value: 'NYC', synonyms: ['New York'] }, 'Oslo'], ['New York', 'Oslo'], 'right'],
    [[{ value: 'NYC', synonyms: ['New York'] }, 'Oslo'], ['Oslo', 'New York'], 'unproven'],
  ])
})
