import type zh from '../zh/issues'

const messages: typeof zh = {}

export default messages
