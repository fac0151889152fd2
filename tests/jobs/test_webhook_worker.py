"""Messages sent by real workers: killed in the middle of one, and held up by an endpoint that does not answer."""

from apex.store.webhook import Delivery
from tests.jobs.listening import listen, sent, trusting
from tests.jobs.worker import dosed, paired, until, working
from tests.receiver import receiving


def states(house):
    return house.look(lambda session: sorted(each.state for each in session.query(Delivery)))


@paired
def test_a_worker_killed_while_it_sends_leaves_each_message_sent_under_its_one_id(house, database_url, tmp_path, queue):
    admin = house.client("admin")
    with receiving(held=True) as receiver:
        trusting(house, receiver)
        hook = listen(admin, receiver.url)
        with working(database_url, tmp_path, APEX_OUTSIDE_TRUSTED=receiver.place, **queue) as workers:
            for _ in range(4):
                house.project(admin)
            begun = {each.id for each in receiver.wait(2)}
            workers[0].kill()
        assert states(house) == ["waiting"] * 4
        receiver.hold.set()
        with working(database_url, tmp_path, APEX_OUTSIDE_TRUSTED=receiver.place, **queue):
            until(lambda: states(house) == ["sent"] * 4)
        ids = [message["id"] for message in sent(admin, hook)]
        assert {each.id for each in receiver.got} == set(ids)
        for one in begun:
            bodies = {each.body for each in receiver.got if each.id == one}
            assert len(bodies) == 1
            assert sum(each.id == one for each in receiver.got) >= 2
        assert receiver.most == 2


@dosed
def test_an_endpoint_that_does_not_answer_delays_no_other(house, database_url, tmp_path):
    """Both threads of the worker would be held until the requests that hang are given up."""
    admin = house.client("admin")
    with receiving(held=True) as slow, receiving() as quick:
        trusting(house, slow, quick)
        first = listen(admin, slow.url)
        other = listen(admin, quick.url, ["file.added"])
        for _ in range(6):
            house.project(admin)
        with working(database_url, tmp_path, APEX_OUTSIDE_TRUSTED=f"{slow.place},{quick.place}"):
            slow.wait(2)
            for _ in range(3):
                assert admin.post(f"/api/v1/webhooks/{other['id']}/test").status_code == 202
            quick.wait(3)
            assert [message["attempts"] for message in sent(admin, first)] == [[]] * 6
            assert (len(slow.got), slow.most) == (2, 2)
            slow.hold.set()
            until(lambda: states(house) == ["sent"] * 9)
            assert slow.most == 2
