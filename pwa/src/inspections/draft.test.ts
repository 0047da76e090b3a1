import { expect, test } from 'vitest'
import type { Section } from '@/answering/checklist'
import { answersWithGaps, withInstance, withoutInstance } from '@/answering/sheet'
import { verdictOf } from '@/answering/verdict'
import { blocksIn, manifestOf, marksOf, photosOf, progressIn, sectionsOf, withAnswer, type VisitDraft } from './draft'
import { findFlaws } from '@/answering/completeness'
import { inspectionOf } from './hand-in'
import { gapsOf } from '@/answering/progress'

const words = { zh: '字', en: 'words' }
const NOW = '2026-11-22T10:00:00+08:00'
const floor: Section = {
  id: 'floor', title: words, questions: [
    { kind: 'yes_no', id: 'dry', text: words, evidence: { photos: 'on_fail', count: 2, noteOnFail: true } },
    { kind: 'text', id: 'praise', text: words, required: false },
  ],
}
const fridges: Section = {
  id: 'fridges', title: words, repeats: true, questions: [
    { kind: 'temperature', id: 'cold', text: words, unit: '℃', limits: { min: '0', max: '5' } },
    { kind: 'photo', id: 'display', text: words },
  ],
}

function begun(): VisitDraft {
  const document = { name: words, sections: [floor, fridges] }
  return {
    id: '019b76da-0000-7000-8000-000000000001',
    store: { id: 'store', code: 'R001', name: words, region: 'r', regionName: words, timeZone: 'Asia/Shanghai', latitudeE7: null, longitudeE7: null, attributes: {} },
    version: { id: 'version', checklist: 'c', number: 1, publishedAt: NOW, document } as unknown as VisitDraft['version'],
    task: null, startedAt: NOW, answers: [], instances: {}, shots: {}, cameraFor: null, lastAt: null, note: ' ok ',
    checkIn: { deviceAt: NOW, estimatedAt: NOW, position: null, noPosition: 'denied', distanceMetres: null },
    handedInAt: null, fingerprint: null, receipt: null,
  }
}

test('an answer changes only what is named, and remembers where one was', () => {
  const first = withAnswer(begun(), { question: 'dry', instance: 0 }, { option: 'no' }, NOW)
  const then = withAnswer(first, { question: 'dry', instance: 0 }, { note: 'wet' }, NOW)
  expect(then.answers).toEqual([{ question: 'dry', instance: 0, option: 'no', note: 'wet', answeredAt: NOW }])
  expect(then.lastAt).toEqual({ question: 'dry', instance: 0 })
  expect(first.answers[0]).not.toHaveProperty('note')
})

test('a failure wants its photos and its note; a pass wants neither', () => {
  const [dry] = floor.questions
  expect(verdictOf(dry!, { question: 'dry', option: 'no', photos: ['a', 'a'] })).toMatchObject({ failed: true, photosMissing: 1, noteNeeded: true })
  expect(verdictOf(dry!, { question: 'dry', option: 'yes' })).toMatchObject({ failed: false, photosMissing: 0, noteNeeded: false })
})

test('a second fridge that nobody touched is missing, not forgotten', () => {
  const draft = withInstance(withAnswer(begun(), { question: 'cold', instance: 0 }, { number: '4' }, NOW), fridges)
  const flaws = findFlaws({ name: words, sections: [floor, fridges] }, answersWithGaps(sectionsOf(draft), draft))
  expect(gapsOf(flaws, blocksIn(draft)).map((gap) => gap.place)).toEqual(['0 dry', '0 display', '1 cold', '1 display'])
  expect(blocksIn(draft).map((block) => [block.key, block.first])).toEqual([['floor-0', 1], ['fridges-0', 3], ['fridges-1', 5]])
  expect(progressIn(draft)).toEqual({ done: 1, total: 6 })
})

test('taking a fridge out moves the ones behind it up', () => {
  let draft = withInstance(withInstance(begun(), fridges), fridges)
  for (const instance of [0, 1, 2]) draft = withAnswer(draft, { question: 'cold', instance }, { number: String(instance) }, NOW)
  const left = withoutInstance(draft, fridges, 1)
  expect(left.instances).toEqual({ fridges: 2 })
  expect(left.answers.map(({ instance, number }) => [instance, number])).toEqual([[0, '0'], [1, '2']])
})

test('what is handed in has every field once, in the order of the checklist, and nothing empty', () => {
  let draft = withInstance(begun(), fridges)
  draft = withAnswer(draft, { question: 'cold', instance: 0 }, { number: '4' }, NOW)
  draft = withAnswer(draft, { question: 'praise', instance: 0 }, { text: ' ' }, NOW)
  draft = withAnswer(draft, { question: 'dry', instance: 0 }, { option: 'no', photos: ['a', 'b'] }, NOW)
  const sent = inspectionOf(draft, { deviceAt: NOW, estimatedAt: NOW })
  expect(sent.answers.map((answer) => answer.question)).toEqual(['dry', 'cold'])
  expect(Object.keys(sent.answers[0]!).sort()).toEqual([
    'answeredAt', 'instance', 'moment', 'notApplicable', 'note', 'number', 'option', 'options', 'photos', 'position', 'products', 'question', 'text',
  ])
  expect(sent).toMatchObject({ store: 'store', checklistVersion: 'version', task: null, note: 'ok', checkIn: { noPosition: 'denied' } })
  expect(photosOf(draft.answers)).toEqual(['a', 'b'])
})

test('what the shutter bound goes up with each photo that is still named, and a marked copy names its original', () => {
  const shot = { deviceAt: NOW, estimatedAt: NOW, monotonicMs: 5, run: 7, source: 'camera' as const, position: null, warnings: [] }
  const draft = {
    ...withAnswer(begun(), { question: 'display', instance: 0 }, { photos: ['a', 'old'] }, NOW),
    shots: { a: shot, marked: { ...shot, marks: 'a' }, removed: shot, orphan: { ...shot, marks: 'removed' }, old: { deviceAt: NOW, estimatedAt: NOW, position: null, warnings: [] } },
  }
  expect(manifestOf(draft)).toEqual(['a', 'old', 'marked'])
  expect(marksOf(draft).get('a')).toBe('marked')
  const { takings } = inspectionOf(draft, { deviceAt: NOW, estimatedAt: NOW })
  expect(takings?.map(({ photo, marks, source, run }) => [photo, marks, source, run])).toEqual([['a', null, 'camera', 7], ['marked', 'a', 'camera', 7]])
})

test('what was set aside goes to the server with its photos', () => {
  const [dry] = floor.questions
  const draft: VisitDraft = { ...begun(), aside: [{ question: dry!, answer: { question: 'dry', option: 'no', photos: ['x'] }, why: 'gone' }] }
  expect(manifestOf(draft)).toEqual(['x'])
  expect(inspectionOf(draft, { deviceAt: NOW, estimatedAt: NOW }).aside).toMatchObject([{ question: { id: 'dry' }, answer: { option: 'no', photos: ['x'] }, why: 'gone' }])
})
