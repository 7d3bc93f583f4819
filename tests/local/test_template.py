"""The emulator gets production's template, changed only where it has to be."""

import copy

import pytest

from local import preflight, template
from local.template import Template


@pytest.fixture
def packaged() -> Template:
    """The parts of a packaged template that matter here."""
    return {
        "Parameters": {"PublicUrl": {"Type": "String"}},
        "Resources": {
            "Worker": {
                "Type": "AWS::Serverless::Function",
                "Properties": {"CodeUri": "./deployment.zip"},
            },
            "Layer": {
                "Type": "AWS::Serverless::LayerVersion",
                "Properties": {"ContentUri": "../layers/model.zip"},
            },
            "RestAPI": {
                "Type": "AWS::Serverless::Api",
                "Properties": {
                    "DefinitionBody": {
                        "paths": {
                            "/v1/me": {
                                "get": {},
                                "options": {
                                    "x-amazon-apigateway-integration": {
                                        "responses": {
                                            "default": {
                                                "statusCode": "200",
                                                "responseParameters": {
                                                    "method.response.header.X": "'y'"
                                                },
                                            }
                                        }
                                    }
                                },
                            }
                        }
                    }
                },
            },
            "Sockets": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {}},
            "SocketsDeployment": {
                "Type": "AWS::ApiGatewayV2::Deployment",
                "DependsOn": ["Route"],
                "Properties": {},
            },
            "SocketsStage": {
                "Type": "AWS::ApiGatewayV2::Stage",
                "DependsOn": ["SocketsDeployment", "Sockets"],
                "Properties": {"DeploymentId": {"Ref": "SocketsDeployment"}},
            },
        },
    }


def test_every_local_file_is_found(packaged: Template) -> None:
    assert template.local_paths(packaged) == {"./deployment.zip", "../layers/model.zip"}


def test_local_files_become_their_addresses(packaged: Template) -> None:
    placed = template.with_locations(
        packaged, {"./deployment.zip": "s3://b/code.zip", "../layers/model.zip": "s3://b/model.zip"}
    )

    assert placed["Resources"]["Worker"]["Properties"]["CodeUri"] == "s3://b/code.zip"
    assert template.local_paths(placed) == set()


def test_the_unknown_deployment_becomes_auto_deploy(packaged: Template) -> None:
    resources = template.for_emulator(packaged)["Resources"]

    assert "SocketsDeployment" not in resources
    assert resources["SocketsStage"]["Properties"] == {"AutoDeploy": True}
    assert resources["SocketsStage"]["DependsOn"] == ["Sockets"]


def test_the_apis_get_ids_of_our_choice(packaged: Template) -> None:
    resources = template.for_emulator(packaged)["Resources"]

    assert resources["Sockets"]["Properties"]["Tags"] == {template.ID_TAG: template.WEBSOCKET_ID}
    assert resources["RestAPI"]["Properties"]["Tags"] == {
        template.ID_TAG: template.rest_api_id(packaged)
    }


def test_the_rest_api_keeps_its_id_until_its_routes_change(packaged: Template) -> None:
    before = template.rest_api_id(packaged)
    packaged["Resources"]["Worker"]["Properties"]["CodeUri"] = "./other.zip"
    assert template.rest_api_id(packaged) == before

    packaged["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]["/v1/new"] = {}
    assert template.rest_api_id(packaged) != before


def test_rights_to_schedules_are_given_in_every_group(packaged: Template) -> None:
    arn = "arn:aws:scheduler:${AWS::Region}:${AWS::AccountId}:"
    packaged["Resources"]["Role"] = {
        "Type": "AWS::IAM::Role",
        "Properties": {"Resource": {"Fn::Sub": f"{arn}schedule/${{TimersGroup}}/*"}},
    }
    role = template.for_emulator(packaged)["Resources"]["Role"]

    assert role["Properties"]["Resource"] == {"Fn::Sub": f"{arn}schedule/*"}


def test_the_packaged_template_itself_is_left_alone(packaged: Template) -> None:
    before = copy.deepcopy(packaged)
    template.with_locations(template.for_emulator(packaged), {"./deployment.zip": "s3://b/c"})

    assert packaged == before


def test_only_declared_parameters_are_passed(packaged: Template) -> None:
    assert template.declared(packaged, {"PublicUrl": "http://a", "MailFrom": "b"}) == [
        {"ParameterKey": "PublicUrl", "ParameterValue": "http://a"}
    ]


def test_preflights_are_read_from_the_template(packaged: Template) -> None:
    assert list(preflight.declared(packaged)) == [
        ("/v1/me", "200", {"method.response.header.X": "'y'"})
    ]
