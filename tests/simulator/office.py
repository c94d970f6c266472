"""What people do at a place: write, correct, delete, judge, settle; by any path there is to a row."""

from sid_bantuan.domain.wilayah import level
from sid_bantuan.sync.conflict import settle
from sid_bantuan.sync.engine import SqliteEngine

from .ledger import WORD, word, word_of
from .place import Place

BAD = "BURUK"
"""Words that begin so stand in a row no receiver takes."""


class Office:
    """The people at one place. Every act is one transaction, which a power cut may undo."""

    def __init__(self, world, place: Place):
        self.world, self.place, self.random = world, place, world.random
        self.engine, self.code = place.engine, place.code

    def act(self) -> None:
        """Something an office does."""
        acts = VILLAGE if level(self.code) == "desa" else ABOVE
        act = self.random.choices(list(acts), list(acts.values()))[0]
        with self.engine.transaction():
            act(self)

    # ---- acts

    def add(self) -> None:
        kinds = [one for one in ("penduduk", "penduduk", "keluarga", "lingkungan", "kelompok") if one in self._types()]
        kind = self.random.choice(kinds)
        self._insert(kind, self.world.new_id(), self.code, self._word(kind))

    def change(self) -> None:
        if found := self._pick_own():
            kind, row_id, before = found
            self._write(kind, row_id, self._word(kind, before))

    def change_all(self) -> None:
        """One bulk update of a whole table."""
        fresh = self.world.ledger.new_word("masal", *(row[3] for row in self._own("penduduk")))
        self.engine.run("UPDATE sb_penduduk SET nama = ?, agama = 1 WHERE node = ?", (fresh, self.code))

    def delete(self) -> None:
        if found := self._pick_own():
            self._delete(*found)

    def delete_and_insert(self) -> None:
        if found := self._pick_own():
            kind, row_id, before = found
            area = self._area(kind, row_id)
            self._delete(kind, row_id, before)
            self._insert(kind, row_id, area, self._word(kind, before, self._deleted_word(kind, row_id)))

    def bring_back(self) -> None:
        """Insert again under the id of a row deleted long ago, as the recycle bin does."""
        gone = [
            (state[0], row_id, state)
            for row_id, state in self.place.state().items()
            if state[1] == self.code and state[4] and state[0] in ("penduduk", "keluarga", "lingkungan")
        ]
        if gone:
            kind, row_id, state = self.random.choice(sorted(gone))
            self._insert(kind, row_id, state[2], self._word(kind, word(kind, row_id, state[3], 1, {})))

    def replace(self) -> None:
        """INSERT OR REPLACE, the way a console user mends a row."""
        if found := self._pick_own():
            kind, row_id, before = found
            self._insert(kind, row_id, self._area(kind, row_id), self._word(kind, before), replace=True)

    def answer(self) -> None:
        """The village answers the steward."""
        tasks = self._own("perbaikan")
        if tasks:
            row_id, _, _, before = self.random.choice(tasks)
            self._write("perbaikan", row_id, self.world.ledger.new_word("jawab", before))

    def judge(self) -> None:
        kind = self.random.choice(("penduduk", "penduduk", "keluarga"))
        rows = self.place.words(kind)
        if not rows:
            return
        row_id, _, area, _ = self.random.choice(rows)
        h = self.engine.value("SELECT h FROM sb_row WHERE id = ?", (row_id,))
        decision = self.random.choice(("valid", "perlu_perbaikan", "perlu_perbaikan"))
        # ``pada`` is whatever a dead clock says: it may never matter to the sync.
        pada = f"20{self.random.randrange(10, 40)}-01-01T00:00:00Z"
        self.engine.run(
            "INSERT INTO sb_verval (id, node, wilayah, jenis, rekam_id, hash_dinilai, putusan, pesan, oleh, pada)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'Bu Siti', ?)",
            (self.world.new_id(), self.code, area, kind, row_id, bytes(h).hex(), decision, self._word("verval"), pada),
        )

    def change_verdict(self) -> None:
        if rows := self._own("verval"):
            row_id, _, _, before = self.random.choice(rows)
            self._write("verval", row_id, self._word("verval", before))

    def publish(self) -> None:
        """A record of this level about all its area, or about one child."""
        area = self.random.choice(
            [one for one in self.world.codes if one == self.code or one.startswith(self.code + ".")]
        )
        self._insert("berkas", self.world.new_id(), area, self._word("berkas"))

    def forge(self) -> None:
        """Nobody may change a copy, whatever console he has."""
        others = [row for row in self.place.words("penduduk") if row[1] != self.code]
        if not others:
            return
        try:
            with self.engine.transaction():
                self.engine.run("UPDATE sb_penduduk SET nama = 'PALSU' WHERE id = ?", (others[0][0],))
        except Exception as refused:
            if "penulis lain" in str(refused):
                return
        self.world.fault("a copy was changed, or for another reason not", self.code, others[0][0])

    # ---- the operator's choice between two versions

    def settle_all(self) -> int:
        """Look at both sides of each conflict and choose one, write a third, or let the row go."""
        found = self.place.conflicts()
        for own, rivals in found:
            self.world.note(f"conflict on {rivals[0].type}")
            self._note_needless(own, rivals)
            self._settle(own, rivals)
        return len(found)

    def _note_needless(self, own, rivals) -> None:
        """Nobody should have to choose between his own old version and its successor, if the level above has had both."""
        for rival in rivals if own else ():
            if rival.v in self.place.node.history(own.id):
                self.world.fault("shown a version his own grew from", self.code, own.type, own.id)
        for rival in rivals if own and own.type in WORD else ():
            mine, other = word_of(own), word_of(rival)
            if mine == other or not (self.world.ledger.holds(mine, other) or self.world.ledger.holds(other, mine)):
                continue
            self.world.note("needless conflicts")
            if self.world.parents_forget or not self.world.ledger.holds(other, mine):
                continue
            if own.v in self.world.parent(self.code).engine.held_once:
                self.world.fault("a needless choice", self.code, own.type, own.id, mine, other)

    def _settle(self, own, rivals) -> None:
        sides = [*([own] if own else []), *rivals]
        side = self.random.choice(sides)
        seen = [word_of(one) for one in sides] if side.type in WORD else []
        content = None if side.deleted or self.random.random() < 0.1 else dict(side.content)
        if content is None:
            chosen = word(side.type, side.id, max(one.rev for one in sides) + 1, 1, {})
        elif seen and self.random.random() < 0.6:
            chosen = content[WORD[side.type]] = self.world.ledger.new_word("pilih", *seen)
        else:
            chosen = word_of(side) if seen else ""
        with self.engine.transaction():
            settle(self.place.node, side.id, content)
            self.engine.on_commit.append(lambda: self.world.ledger.grow(chosen, *seen))

    # ---- rows

    def _types(self):
        return self.place.node.catalog.types

    def _own(self, kind: str) -> list[tuple]:
        return [row for row in self.place.words(kind) if row[1] == self.code]

    def _pick_own(self):
        kinds = ("penduduk", "keluarga", "lingkungan", "kelompok", "berkas")
        found = [(kind, row[0], row[3]) for kind in kinds for row in self._own(kind)]
        return self.random.choice(found) if found else None

    def _word(self, kind: str, *seen: str) -> str:
        bad = kind in ("penduduk", "keluarga") and self.random.random() < self.world.bad
        return self.world.ledger.new_word(BAD if bad else kind[:4], *seen)

    def _table(self, kind: str) -> str:
        return self.place.node.catalog[kind].table

    def _area(self, kind: str, row_id: str) -> str:
        return self.engine.value(f"SELECT wilayah FROM {self._table(kind)} WHERE id = ?", (row_id,))

    def _write(self, kind: str, row_id: str, fresh: str) -> None:
        values = {WORD[kind]: fresh} | self._quality(kind, fresh)
        sets = ", ".join(f"{name} = ?" for name in values)
        self.engine.run(f"UPDATE {self._table(kind)} SET {sets} WHERE id = ?", (*values.values(), row_id))

    def _insert(self, kind: str, row_id: str, area: str, fresh: str, replace: bool = False) -> None:
        values = {"id": row_id, "node": self.code, "wilayah": area, WORD[kind]: fresh}
        values |= self._needed(kind) | self._quality(kind, fresh)
        if self.place.version and kind == "penduduk" and self.random.random() < 0.5:
            values["surel"] = f"{fresh}@desa.id"
        marks = ", ".join("?" * len(values))
        tail = ""
        if replace and not isinstance(self.engine, SqliteEngine):
            tail = " ON CONFLICT (id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in values)
        verb = "INSERT OR REPLACE" if replace and not tail else "INSERT"
        self.engine.run(
            f"{verb} INTO {self._table(kind)} ({', '.join(values)}) VALUES ({marks}){tail}", tuple(values.values())
        )

    def _needed(self, kind: str) -> dict:
        if kind == "penduduk":
            born = {"orang_id": self.world.new_id(), "keadaan_nik": 2, "jenis_kelamin": 1, "status_dasar": 1}
            return born | {"tanggal_lahir": self.random.choice((None, "1990-01-31"))}
        if kind == "berkas":
            return {"sha256": self.world.new_id() * 2, "mime": "image/png", "ukuran": 1}
        return {"rw": "001", "rt": "002"} if kind == "lingkungan" else {}

    def _quality(self, kind: str, fresh: str) -> dict:
        """The value that makes a receiver refuse the row, or mends it."""
        bad = fresh.startswith(BAD)
        if kind == "penduduk":
            return {"agama": 99 if bad else 1}
        return {"no_kk": "3,52E+15" if bad else None} if kind == "keluarga" else {}

    def _delete(self, kind: str, row_id: str, before: str) -> None:
        self.engine.run(f"DELETE FROM {self._table(kind)} WHERE id = ?", (row_id,))
        self.world.ledger.grow(self._deleted_word(kind, row_id), before)

    def _deleted_word(self, kind: str, row_id: str) -> str:
        return word(kind, row_id, self.engine.value("SELECT rev FROM sb_row WHERE id = ?", (row_id,)), 1, {})


VILLAGE = {
    Office.add: 30,
    Office.change: 30,
    Office.change_all: 4,
    Office.delete: 8,
    Office.delete_and_insert: 4,
    Office.bring_back: 4,
    Office.replace: 6,
    Office.answer: 10,
    Office.publish: 4,
}
ABOVE = {
    Office.judge: 40,
    Office.change_verdict: 15,
    Office.publish: 20,
    Office.change: 10,
    Office.delete: 5,
    Office.forge: 5,
}
