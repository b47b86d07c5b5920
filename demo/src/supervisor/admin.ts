// What the admin API can do, decided in the supervisor: list, start and stop faults and scenarios. Answers have the meaning of HTTP statuses.
import type { FaultBoard } from '../faults/FaultBoard.ts';
import { FaultConflictError } from '../faults/FaultBoard.ts';
import { FAULT_INFO } from '../faults/kinds.ts';
import { FaultInputError, parseDuration, parseFault, record } from '../faults/parseFault.ts';
import { findScenario, SCENARIOS } from '../scenarios/scenarios.ts';
import type { AdminReply, AdminRequest } from './protocol.ts';

/** Does what was asked and says how it went; never throws for bad input. */
export function answerAdmin(board: FaultBoard, request: AdminRequest): AdminReply {
  try {
    return decide(board, request);
  } catch (error) {
    if (error instanceof FaultInputError)
      return { status: 400, body: { code: 'invalid_input', message: error.message } };
    if (error instanceof FaultConflictError)
      return { status: 409, body: { code: 'already_on', message: error.message } };
    throw error;
  }
}

function decide(board: FaultBoard, request: AdminRequest): AdminReply {
  switch (request.action) {
    case 'list':
      return { status: 200, body: { faults: board.active, kinds: FAULT_INFO, scenarios: SCENARIOS } };
    case 'start-fault':
      return { status: 201, body: board.start(parseFault(request.input)) };
    case 'start-scenario':
      return { status: 201, body: startScenario(board, request.input) };
    case 'stop': {
      const stopped = board.stop(request.id);
      if (request.id !== undefined && stopped.length === 0) {
        return { status: 404, body: { code: 'not_on', message: 'No fault with this id is on' } };
      }
      return { status: 200, body: { stopped } };
    }
  }
}

function startScenario(board: FaultBoard, input: unknown) {
  const fields = record(input, ['name', 'durationSeconds']);
  const scenario = findScenario(fields['name']);
  if (!scenario) throw new FaultInputError(`name must be one of ${SCENARIOS.map(({ name }) => name).join(', ')}`);
  const durationSeconds = parseDuration(fields['durationSeconds']) ?? scenario.durationSeconds;
  const faults = scenario.faults.map((fault) => board.start({ ...fault, durationSeconds }, scenario.name));
  return { scenario: scenario.name, durationSeconds, faults };
}
