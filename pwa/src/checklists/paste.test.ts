import { describe, expect, it } from 'vitest'
import { asSections, cellsOf, readPasted } from './paste'

const read = (text: string): unknown[] =>
  readPasted(text).map(({ question, section, unknown }) => (question ? [question.kind, question.text.zh, question.text.en, question.weight, question.redLine, unknown] : ['#', section!.title.zh, section!.title.en]))

describe('pasting from a spreadsheet', () => {
  it('reads Chinese, English, kind, weight and red line', () => {
    expect(read('检查项\tEnglish\t类型\t权重\t红线\n地面清洁\tFloor is clean\t单选\t3\t\n消防通道畅通\tExit is free\t是/否\t\t是')).toEqual([
      ['choice', '地面清洁', 'Floor is clean', 3, undefined, []],
      ['yes_no', '消防通道畅通', 'Exit is free', undefined, 'fail_inspection', []],
    ])
  })

  it('takes a single column in either language', () => {
    expect(read('灯箱亮\nSigns are lit\n\n')).toEqual([
      ['choice', '灯箱亮', '', undefined, undefined, []],
      ['choice', '', 'Signs are lit', undefined, undefined, []],
    ])
  })

  it('begins a section at a line with a hash', () => {
    const text = 'A\n# 后厨\tKitchen\nB\nC\n# 前厅\tFront\nD'
    const { here, sections } = asSections(readPasted(text))
    expect(here.map((one) => one.text.en)).toEqual(['A'])
    expect(sections.map((one) => [one.title.en, one.questions.length])).toEqual([['Kitchen', 2], ['Front', 1]])
  })

  it('says what it does not understand and keeps the line', () => {
    expect(read('地面\tFloor\t签名墙\tmany\tmaybe')).toEqual([['choice', '地面', 'Floor', undefined, undefined, ['签名墙', 'many', 'maybe']]])
  })

  it('reads cells with line breaks and quotes, and Windows line ends', () => {
    expect(cellsOf('"two\nlines"\t"say ""hi"""\r\nplain\t')).toEqual([['two\nlines', 'say "hi"'], ['plain', '']])
    expect(cellsOf('\uFEFFa "b" c')).toEqual([['a "b" c']])
  })
})
