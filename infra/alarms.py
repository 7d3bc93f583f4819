"""Alarms: anything in a dead-letter queue, any function that fails or is throttled."""

from typing import Any

from infra.queues import QUEUES

FUNCTIONS = (
    "APIHandler",
    "Authorizer",
    "WebsocketConnect",
    "WebsocketMessage",
    "WebsocketDisconnect",
    "Push",
    "Publish",
    "Configure",
    "Ask",
    "Analyze",
    "Observe",
    *(queue.function for queue in QUEUES),
)


def resources() -> dict[str, Any]:
    """One alarm per dead-letter queue, two per function, and the topic that they tell."""
    made: dict[str, Any] = {
        "Alarms": {
            "Type": "AWS::SNS::Topic",
            # no KMS key: CloudWatch may not publish under the AWS managed one
            "Properties": {"DisplayName": "Switchboard alarms"},
        },
        "AlarmMail": {
            "Type": "AWS::SNS::Subscription",
            "Condition": "HasAlarmEmail",
            "Properties": {
                "TopicArn": {"Ref": "Alarms"},
                "Protocol": "email",
                "Endpoint": {"Ref": "AlarmEmail"},
            },
        },
    }
    dead = [f"{queue.resource}DeadLetters" for queue in QUEUES] + ["StreamDeadLetters"]
    for queue in dead:
        made[f"{queue}Alarm"] = _alarm(
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            "Maximum",
            {"Name": "QueueName", "Value": {"Fn::GetAtt": [queue, "QueueName"]}},
        )
    for function in FUNCTIONS:
        for metric in ("Errors", "Throttles"):
            made[f"{function}{metric}Alarm"] = _alarm(
                "AWS/Lambda",
                metric,
                "Sum",
                {"Name": "FunctionName", "Value": {"Ref": function}},
            )
    return made


def _alarm(namespace: str, metric: str, statistic: str, dimension: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "Namespace": namespace,
            "MetricName": metric,
            "Statistic": statistic,
            "Dimensions": [dimension],
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": 0,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Ref": "Alarms"}],
        },
    }
