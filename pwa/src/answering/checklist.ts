/** The checklist document and the answers, as they cross the wire; a field with a default may be absent. */

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
  /** Null leaves it to the severity. */
  dueHours?: number | null
}

export interface Option {
  id: string
  label: Bilingual
  points: number
  scored?: boolean
  failed?: boolean
  colour?: 'green' | 'amber' | 'red' | 'grey'
}

/** Decimal strings such as "-18.5"; both ends pass. */
export interface Limits {
  min?: string | null
  max?: string | null
}

export type RedLine = 'flag' | 'fail_inspection'

interface QuestionBase {
  id: string
  text: Bilingual
  help?: Bilingual | null
  weight?: number
  required?: boolean
  redLine?: RedLine | null
  allowNotApplicable?: boolean
  evidence?: Evidence
  raises?: Raises
  referencePhoto?: string | null
}

export interface OptionQuestion extends QuestionBase {
  kind: 'choice' | 'multi_choice'
  options: readonly Option[]
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

export interface TextQuestion extends QuestionBase {
  kind: 'text'
}

export interface PhotoQuestion extends QuestionBase {
  kind: 'photo'
}

export type Question = OptionQuestion | YesNoQuestion | ReadingQuestion | TextQuestion | PhotoQuestion

export interface Section {
  id: string
  title: Bilingual
  repeats?: boolean
  questions: readonly Question[]
}

export interface ChecklistDocument {
  name: Bilingual
  mode?: 'points'
  unanswered?: 'zero' | 'exclude'
  repeats?: 'pooled' | 'mean_of_instances'
  passMarkHundredths?: number | null
  sections: readonly Section[]
}

export interface Answer {
  question: string
  instance?: number
  notApplicable?: boolean
  option?: string | null
  options?: readonly string[]
  number?: string | null
  text?: string | null
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
}

export interface Score {
  earned: number
  possible: number
  raw: Share | null
  adjusted: Share | null
  shown: string | null
  verdict: 'pass' | 'fail' | null
  fired: Fired[]
  failed: Failed[]
  sections: SectionScore[]
  engineVersion: number
}
