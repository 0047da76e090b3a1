import type zh from '../zh/inspections'

const messages: typeof zh = {}

export default messages
