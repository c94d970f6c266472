"""The line between a child and its parent: as bad as the seed says, and never the same twice."""

from sid_bantuan.sync import server
from sid_bantuan.sync.courier import Unreachable
from sid_bantuan.sync.server import Answer

from .stores import Crash

PORTAL = Answer(200, {"Content-Type": "text/html"}, b"<html>Silakan masuk ke Wi-Fi</html>")
MOST_LATE = 40


class Line:
    """A transport that calls the parent in-process, through faults."""

    def __init__(self, world, place):
        self.world, self.place = world, place

    def send(self, method: str, path: str, headers: dict, body: bytes) -> Answer:
        """Carry one message; raises ``Unreachable`` like any line."""
        assert method == "POST"
        world, chance = self.world, self.world.chance
        if chance("lost"):
            self._keep_late(path, headers, body)
            raise Unreachable("hilang")
        if chance("portal"):
            return PORTAL
        if chance("cut"):
            body = body[: world.weather.randrange(len(body) + 1)]
        if chance("repeat"):
            self._serve(path, headers, body)
        answer = self._serve(path, headers, body)
        if chance("late"):
            self._keep_late(path, headers, body)
        return self._way_back(answer)

    def _way_back(self, answer: Answer) -> Answer:
        world, chance = self.world, self.world.chance
        past = world.past_answers.setdefault(self.place.code, [])
        past.append(answer)
        del past[:-5]
        if chance("lost"):
            raise Unreachable("jawaban hilang")
        if chance("portal"):
            return PORTAL
        if chance("mixed up"):
            answer = world.weather.choice(past)
        if chance("cut"):
            cut = answer.body[: world.weather.randrange(len(answer.body) + 1)]
            answer = Answer(answer.status, answer.headers, cut)
        return Answer(answer.status, dict(answer.headers), answer.body)

    def _serve(self, path: str, headers: dict, body: bytes) -> Answer:
        try:
            return serve(self.world, self.place.code, self.place.engine.seen, path, headers, body)
        except Crash as crash:
            raise Unreachable("server mati listrik") from crash

    def _keep_late(self, path: str, headers: dict, body: bytes) -> None:
        late = self.world.late
        late.append((self.place.code, frozenset(self.place.engine.seen), path, dict(headers), body))
        if len(late) > MOST_LATE:
            late.pop(0)


def serve(world, code: str, saw, path: str, headers: dict, body: bytes) -> Answer:
    """What the parent answers a child that ``saw`` these versions; its power may fail (``Crash``, after a new start)."""
    parent = world.parent(code)
    world.sender_saw = saw
    try:
        return server.serve(parent.node, path, headers, body)
    except Crash:
        parent.start()
        raise
