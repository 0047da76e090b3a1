import type zh from '../zh/analytics'

const messages: typeof zh = {}

export default messages
