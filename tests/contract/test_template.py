"""What the template promises: nothing is lost, nothing is open, everything is watched."""

import json
import re

import pytest

from infra.queues import QUEUES


def sources(functions, kind):
    """Every event source of a kind, with its function's name."""
    for name, function in functions.items():
        for event in function.get("Events", {}).values():
            if event["Type"] == kind:
                yield name, event["Properties"]


def nodes(value, path=()):
    """Every object of the template with where it is."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from nodes(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from nodes(inner, (*path, number))


def test_every_intrinsic_function_stands_alone(template):
    """`{"Fn::Sub": …, "Fn::GetAtt": …}`, as a merge can make, is refused by CloudFormation."""
    mixed = [
        path
        for path, node in nodes(template)
        if any(key.startswith("Fn::") or key == "Ref" for key in node) and len(node) > 1
    ]

    assert mixed == []


def test_every_reference_leads_to_something(template):
    known = {*template["Resources"], *template["Parameters"]}
    named = {
        node["Ref"]
        for _, node in nodes(template)
        if set(node) == {"Ref"} and not node["Ref"].startswith("AWS::")
    }
    named |= {node["Fn::GetAtt"][0] for _, node in nodes(template) if "Fn::GetAtt" in node}

    assert named <= known


@pytest.mark.parametrize("kind", ["SQS", "DynamoDB"])
def test_every_batch_reports_which_records_failed(functions, kind):
    found = list(sources(functions, kind))

    assert len(found) == {"SQS": len(QUEUES), "DynamoDB": 2}[kind]
    for name, source in found:
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"], name


def test_a_stream_gives_up_on_a_record_only_into_a_dead_letter_queue(functions):
    for name, source in sources(functions, "DynamoDB"):
        assert source["BisectBatchOnFunctionError"] is True, name
        assert 0 < source["MaximumRetryAttempts"] <= 100, name
        assert source["DestinationConfig"]["OnFailure"]["Destination"] == {
            "Fn::GetAtt": ["StreamDeadLetters", "Arn"]
        }, name


def test_the_streams_tell_of_new_entries_and_offers_of_what_is_scheduled_and_who_has_read(
    functions,
):
    told = {}
    for name, source in sources(functions, "DynamoDB"):
        patterns = [json.loads(one["Pattern"]) for one in source["FilterCriteria"]["Filters"]]
        told[name] = {
            key if isinstance(key, str) else f"{key['prefix']}…": pattern["eventName"]
            for pattern in patterns
            for key in pattern["dynamodb"]["Keys"]["sk"]["S"]
        }

    news = {
        "entry#…": ["INSERT"],
        "suggestion#…": ["INSERT"],
        "translation#…": ["INSERT"],
        "scheduled#…": ["INSERT", "MODIFY"],
    }
    assert told == {"Publish": news, "Push": news | {"head": ["MODIFY"]}}


def test_every_queue_has_a_dead_letter_queue_of_its_kind(queues):
    working = {name: queue for name, queue in queues.items() if "DeadLetters" not in name}

    assert len(working) == len(QUEUES)
    for name, queue in working.items():
        target = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert target == f"{name}DeadLetters"
        assert queues[target].get("FifoQueue") == queue.get("FifoQueue"), name
        assert queue["RedrivePolicy"]["maxReceiveCount"] >= 3, name


def test_every_queue_is_encrypted_and_keeps_dead_letters_for_two_weeks(queues):
    for name, queue in queues.items():
        assert queue["SqsManagedSseEnabled"] is True, name
        if "DeadLetters" in name:
            assert queue["MessageRetentionPeriod"] == 14 * 24 * 3600, name


def test_a_message_stays_hidden_six_times_as_long_as_its_function_may_take(functions, queues):
    for queue in QUEUES:
        timeout = functions[queue.function]["Timeout"]
        assert queues[queue.resource]["VisibilityTimeout"] >= 6 * timeout, queue.name


def test_the_outbound_queue_outlives_the_last_attempt(queues):
    from chalicelib.runtime.environment import Settings

    attempts = Settings().outbound_attempts

    assert queues["OutboundQueue"]["RedrivePolicy"]["maxReceiveCount"] > attempts


def test_an_effect_that_may_be_repeated_is_held_as_long_as_any_function_with_effects_runs(
    functions,
):
    from chalicelib.runtime import once

    longest = max(functions[name]["Timeout"] for name in ("APIHandler", "Outbound"))

    assert longest * 1000 <= once.LONGEST


@pytest.mark.parametrize("queue", [one for one in QUEUES if one.events], ids=lambda one: one.name)
def test_a_rule_brings_each_event_that_its_consumer_wants(resources, queue):
    rule = resources[f"{queue.name.title()}Rule"]["Properties"]

    assert rule["EventPattern"] == {
        "source": ["switchboard"],
        "detail-type": list(queue.events),
    }
    assert rule["Targets"][0]["Arn"] == {"Fn::GetAtt": [queue.resource, "Arn"]}
    assert rule["Targets"][0]["DeadLetterConfig"]


def test_only_its_own_rule_may_put_into_a_queue(resources):
    for queue in QUEUES:
        if queue.events:
            policy = resources[f"{queue.resource}Policy"]["Properties"]["PolicyDocument"]
            [statement] = policy["Statement"]
            assert statement["Condition"] == {
                "ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": [f"{queue.name.title()}Rule", "Arn"]}}
            }


def test_every_function_and_every_dead_letter_queue_has_its_alarms(resources, functions, queues):
    watched = {
        (one["Properties"]["MetricName"], json.dumps(one["Properties"]["Dimensions"][0]["Value"]))
        for one in resources.values()
        if one["Type"] == "AWS::CloudWatch::Alarm"
    }

    for function in functions:
        for metric in ("Errors", "Throttles"):
            assert (metric, json.dumps({"Ref": function})) in watched, function
    for queue in queues:
        if "DeadLetters" in queue:
            value = json.dumps({"Fn::GetAtt": [queue, "QueueName"]})
            assert ("ApproximateNumberOfMessagesVisible", value) in watched, queue


def test_every_alarm_tells_somebody(resources):
    for name, one in resources.items():
        if one["Type"] == "AWS::CloudWatch::Alarm":
            assert one["Properties"]["AlarmActions"] == [{"Ref": "Alarms"}], name


def test_every_table_can_be_restored_is_encrypted_and_billed_by_use(tables):
    for name, table in tables.items():
        properties = table["Properties"]
        recovery = properties["PointInTimeRecoverySpecification"]
        assert recovery == {"PointInTimeRecoveryEnabled": True}, name
        assert properties["SSESpecification"] == {"SSEEnabled": True}, name
        assert properties["BillingMode"] == "PAY_PER_REQUEST", name


@pytest.mark.parametrize(
    "name",
    ["AccountsTable", "ContactsTable", "ConversationsTable", "KnowledgeTable", "UserPool",
     "DataBucket"],
)  # fmt: skip
def test_what_people_wrote_outlives_the_stack(resources, name):
    assert resources[name]["DeletionPolicy"] == resources[name]["UpdateReplacePolicy"] == "Retain"


def test_no_bucket_is_public(resources):
    for name, one in resources.items():
        if one["Type"] == "AWS::S3::Bucket":
            block = one["Properties"]["PublicAccessBlockConfiguration"]
            assert all(block.values()), name
            assert len(block) == 4, name
            assert one["Properties"]["BucketEncryption"], name


def test_no_secret_is_written_in_the_template(template):
    text = json.dumps(template)

    assert not re.findall(r"AKIA[0-9A-Z]{16}|SK[0-9a-f]{32}|-----BEGIN|xox[bp]-", text)
    for path, node in nodes(template):
        for key, value in node.items():
            secret = re.search(r"(?i)password$|secretstring$|auth_?token$|api_?key$", key)
            assert not (secret and isinstance(value, str)), path
    generated = template["Resources"]["TokenSecret"]["Properties"]
    assert generated["GenerateSecretString"]["PasswordLength"] >= 32


def test_every_setting_has_its_variable_and_every_variable_is_a_setting(template):
    from chalicelib.runtime.environment import Settings

    variables = set(template["Globals"]["Function"]["Environment"]["Variables"])
    known = {(field.alias or name).upper() for name, field in Settings.model_fields.items()}
    own = {name for name in variables if not name.startswith("POWERTOOLS_")}

    assert own <= known
    defaults = {"OUTBOUND_ATTEMPTS", "OUTBOUND_BACKOFF_SECONDS", "AWS_REGION", "AWS_ENDPOINT_URL"}
    # only who asks has them: a function cannot name itself
    asked = {"ASK_FUNCTION", "ANALYZE_FUNCTION", "OBSERVE_FUNCTION"}
    assert known - own <= defaults | asked
