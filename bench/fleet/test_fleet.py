"""What must hold of any fleet, whatever its rates: python3 -m unittest discover -s bench/fleet"""
import dataclasses
import unittest

import fleet

RATES = fleet.Rates()


def figures(pods, jobs=8, rates=RATES, **more):
    return fleet.Fleet(pods, jobs=jobs, rates=rates, **more).run(40, 20)


class FleetTest(unittest.TestCase):
    def test_a_pod_alone_is_kept_busy(self):
        self.assertGreater(figures(1)['engines busy'], 0.97)

    def test_engines_never_answer_more_than_they_can(self):
        # What was answered before the measurement and recorded in it counts, too: some hundred items a pod.
        for pods in (1, 10, 40):
            self.assertLess(figures(pods)['engines busy'], 1.1)

    def test_the_same_fleet_gives_the_same_figures(self):
        self.assertEqual(figures(20), figures(20))

    def test_the_database_is_never_busier_than_it_can_be(self):
        cost = RATES.claim + RATES.record + RATES.add
        self.assertLess(figures(200)['items a second'], 1.6 * 2 / cost)
        self.assertGreater(figures(200)['database busy'], 0.98)

    def test_more_cores_carry_more_engines(self):
        self.assertGreater(figures(100, cores=8)['items a second'], 2 * figures(100)['items a second'])

    def test_two_databases_carry_twice_as_much(self):
        one, two = figures(100), figures(100, shards=2)
        self.assertAlmostEqual(2.0, two['items a second'] / one['items a second'], delta=0.3)

    def test_one_job_is_no_faster_than_its_reader(self):
        alone = figures(100, jobs=1, cores=64)
        self.assertLessEqual(alone['items a second'], RATES.parser * 1.01)

    def test_the_feed_bounds_all_readers_together(self):
        slow = dataclasses.replace(RATES, feed=0.1, requests=1, day=1000)
        self.assertLess(figures(100, jobs=50, rates=slow, cores=64)['items a second'], 110)


if __name__ == '__main__':
    unittest.main()
