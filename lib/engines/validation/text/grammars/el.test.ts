import { describe, expect, it } from 'vitest'

import { conditionsIn, isQuestion, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

const language = 'el-GR'

/** Whether two texts have the same tokens by value. */
function isSame(a: string, b: string): boolean {
  const [left, right] = [tokenise(a, language).tokens, tokenise(b, language).tokens]
  return (
    left.length === right.length &&
    left.every((token, index) => {
      const other = right[index]
      return other !== undefined && relate(token, other) === 'same'
    })
  )
}

const same: [spoken: string, written: string][] = [
  ['είκοσι πέντε', '25'],
  ['εικοσιπέντε', '25'],
  ['εκατόν είκοσι τρία ευρώ', '123 €'],
  ['πέντε ευρώ και είκοσι λεπτά', '5,20 €'],
  ['επτά και μισή', '7:30'],
  ['εφτά και τέταρτο', '7:15'],
  ['οκτώ παρά τέταρτο', '7:45'],
  ['στις επτά το απόγευμα', 'στις 19:00'],
  ['7 μ.μ.', '19:00'],
  ['τρεις Μαΐου', '3 Μαΐου'],
  ['3 Μαΐου δύο χιλιάδες είκοσι πέντε', '2025-05-03'],
  ['είκοσι τοις εκατό', '20%'],
  ['δύο χιλιάδες πεντακόσια', '2.500'],
  ['μείον πέντε βαθμοί', '-5°'],
  ['μισή ώρα', '30 λεπτά'],
  ['τρία κόμμα πέντε', '3,5'],
  ['χίλια διακόσια', '1200'],
  ['επτάμισι', '7:30'],
  ['μιάμιση ώρα', '90 λεπτά'],
  ['πέμπτος όροφος', '5ος όροφος'],
  ['στις επτά και μισή', 'στις 7:30'],
]

const different: [string, string][] = [
  ['είκοσι πέντε', '52'],
  ['επτά και μισή', '8:30'],
  ['οκτώ παρά τέταρτο', '8:15'],
  ['επτά το πρωί', '19:00'],
  ['20 ευρώ', '20 δολάρια'],
  ['3 Μαΐου', '3 Μαρτίου'],
  ['η κράτηση επιβεβαιώθηκε', 'η κράτηση δεν επιβεβαιώθηκε'],
  ['Τετάρτη', 'Πέμπτη'],
  ['Τετάρτη', 'τέταρτη'],
  ['πότε', 'ποτέ'],
]

describe('Greek', () => {
  it.each(same)('reads %s as %s', (spoken, written) => {
    expect(isSame(spoken, written)).toBe(true)
  })
  it.each(different)('keeps %s apart from %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })
  it.each(['Η κράτησή σας δεν επιβεβαιώθηκε', 'Μην έρθετε', 'Χωρίς πληρωμή', 'Είναι αδύνατο'])(
    'hears the denial in %s',
    (text) => {
      expect(negationsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each([
    'Κανένα πρόβλημα, η κράτηση επιβεβαιώθηκε',
    'Δεν πειράζει, επιβεβαιώθηκε',
    'Η κράτησή σας επιβεβαιώθηκε',
    'Έχετε μηνύματα',
  ])('hears no denial in %s', (text) => {
    expect(negationsIn(tokenise(text, language))).toEqual([])
  })
  it.each(['Αν θέλετε, θα επιβεβαιωθεί', 'Ίσως επιβεβαιώθηκε', 'Η πληρωμή απέτυχε'])(
    'hears the doubt in %s',
    (text) => {
      expect(conditionsIn(tokenise(text, language))).not.toEqual([])
    },
  )
  it.each([
    'Κανένα πρόβλημα, η κράτηση επιβεβαιώθηκε',
    'Δεν πειράζει, επιβεβαιώθηκε',
    'Η κράτησή σας επιβεβαιώθηκε',
    'Έχετε μηνύματα',
  ])('hears no doubt in %s', (text) => {
    expect(conditionsIn(tokenise(text, language))).toEqual([])
  })
  it('knows a question without its mark', () => {
    expect(['Πότε επιβεβαιώθηκε η κράτηση'].map((text) => isQuestion(text, language))).toEqual([
      true,
    ])
    expect(isQuestion('Η κράτησή σας επιβεβαιώθηκε', language)).toBe(false)
  })
  it('leaves politeness out of the form', () => {
    expect(tokenForm('Καλημέρα, η κράτηση επιβεβαιώθηκε. Ευχαριστώ πολύ!', language)).toBe(
      tokenForm('Η κράτηση επιβεβαιώθηκε', language),
    )
  })
})
