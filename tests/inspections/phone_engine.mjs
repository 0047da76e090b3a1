// Answers one case per line with what the phone's own engine makes of it.
import { registerHooks } from 'node:module'
import { createInterface } from 'node:readline'

// The phone's sources import one another without an extension, as their bundler likes it.
registerHooks({
  resolve: (name, context, next) => next(/^\.\/[a-z-]+$/.test(name) ? `${name}.ts` : name, context),
})

const { scoreAnswers } = await import('../../pwa/src/answering/scoring.ts')
const { findFlaws } = await import('../../pwa/src/answering/completeness.ts')

for await (const line of createInterface({ input: process.stdin })) {
  const { document, answers, circumstances, submitted } = JSON.parse(line)
  const said = { score: scoreAnswers(document, answers, submitted, circumstances), flaws: findFlaws(document, answers, circumstances) }
  process.stdout.write(`${JSON.stringify(said)}\n`)
}
