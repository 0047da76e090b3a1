/** The checklist document and the answers, as they cross the wire; a field with a default may be absent. */
import type { Condition } from './conditions'

export type Role = 'staff' | 'store_manager' | 'supervisor' | 'hq' | 'admin' | 'maintenance'
export type Colour = 'green' | 'amber' | 'red' | 'grey' | 'blue'

export interface Bilingual {
  zh: string
  en: string
}

export interface Evidence {
  photos?: 'never' | 'optional' | 'on_fail' | 'always'
  count?: number
  noteOnFail?: boolean
}

export interface Raises {
  severity?: 'low' | 'medium' | 'high' | 'critical'
  category?: string
  ownerRole?: Role | null
  /** Null leaves it to the severity. */
  dueHours?: number | null
}

export interface Option {
  id: string
  label: Bilingual
  points: number
  scored?: boolean
  failed?: boolean
  colour?: Colour
}

/** Decimal strings such as "-18.5"; both ends pass. */
export interface Limits {
  min?: string | null
  max?: string | null
}

export type RedLine = 'flag' | 'fail_section' | 'fail_inspection' | 'zero_section' | 'zero_inspection' | 'cap'

interface QuestionBase {
  id: string
  text: Bilingual
  help?: Bilingual | null
  weight?: number
  required?: boolean
  redLine?: RedLine | null
  capHundredths?: number | null
  deduction?: number
  deductionCap?: number | null
  allowNotApplicable?: boolean
  evidence?: Evidence
  raises?: Raises
  referencePhoto?: string | null
  shownIf?: Condition | null
}

export interface OptionQuestion extends QuestionBase {
  kind: 'choice' | 'multi_choice'
  options: readonly Option[]
  responseSet?: string | null
}

export interface YesNoQuestion extends QuestionBase {
  kind: 'yes_no'
  passes?: 'yes' | 'no'
}

export interface ReadingQuestion extends QuestionBase {
  kind: 'number' | 'temperature'
  unit?: string
  limits?: Limits
}

export interface SliderQuestion extends QuestionBase {
  kind: 'slider'
  min?: number
  max?: number
  step?: number
  unit?: string
  limits?: Limits
}

export interface DateTimeQuestion extends QuestionBase {
  kind: 'date_time'
  asks?: 'date' | 'time' | 'date_time'
}

/** Kinds that have nothing of their own. */
export interface PlainQuestion extends QuestionBase {
  kind: 'text' | 'photo' | 'signature' | 'barcode' | 'location' | 'information'
}

export type MeasuredQuestion = ReadingQuestion | SliderQuestion
export type Question = OptionQuestion | YesNoQuestion | MeasuredQuestion | DateTimeQuestion | PlainQuestion

export interface Section {
  id: string
  title: Bilingual
  weight?: number
  passMarkHundredths?: number | null
  mustPass?: boolean
  deductionCap?: number | null
  repeats?: boolean
  /** Asked in another order in every visit. */
  shuffled?: boolean
  minInstances?: number
  maxInstances?: number
  shownIf?: Condition | null
  questions: readonly Question[]
}

/** A grade: the scores from its lower bound up to the next one. */
export interface Band {
  id: string
  label: Bilingual
  fromHundredths: number
  colour?: Colour
}

export interface ChecklistDocument {
  name: Bilingual
  mode?: 'points' | 'weighted_sections' | 'deduction'
  base?: number
  unanswered?: 'zero' | 'exclude'
  repeats?: 'pooled' | 'mean_of_instances'
  passMarkHundredths?: number | null
  bands?: readonly Band[]
  sections: readonly Section[]
}

export interface Position {
  latitudeE7: number
  longitudeE7: number
  accuracyMetres: number
}

export interface Answer {
  question: string
  instance?: number
  notApplicable?: boolean
  option?: string | null
  options?: readonly string[]
  number?: string | null
  text?: string | null
  moment?: string | null
  position?: Position | null
  note?: string | null
  photos?: readonly string[]
  products?: readonly string[]
  answeredAt?: string | null
}

/** An exact fraction of 1 in digits: it may be larger than a JSON number holds. */
export interface Share {
  numerator: string
  denominator: string
}

export interface Fired {
  question: string
  instance: number
  policy: RedLine
  capHundredths: number | null
}

/** One failure, of which the server raises one issue. */
export interface Failed {
  question: string
  instance: number
  option: string | null
}

export interface SectionScore {
  section: string
  instance: number
  earned: number
  possible: number
  shown: string | null
  deducted: number
  zeroed: boolean
  hidden: boolean
  verdict: Verdict | null
}

export type Verdict = 'pass' | 'fail'
export type Why =
  | 'scored' | 'deducted' | 'not_applicable' | 'hidden' | 'weight_zero' | 'no_points'
  | 'unanswered' | 'unanswered_zero' | 'unanswered_excluded'

/** What one question earned or took, and why it counts or does not. */
export interface QuestionScore {
  question: string
  instance: number
  earned: number
  possible: number
  why: Why
  deducted: number
}

/** `raw` is before and `adjusted` after red lines. */
export interface Score {
  earned: number
  possible: number
  raw: Share | null
  adjusted: Share | null
  shown: string | null
  rawShown: string | null
  verdict: Verdict | null
  band: string | null
  fired: Fired[]
  failed: Failed[]
  sections: SectionScore[]
  questions: QuestionScore[]
  engineVersion: number
}
