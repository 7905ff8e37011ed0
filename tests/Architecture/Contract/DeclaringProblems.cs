using System.Reflection;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialCommerce.Api.Contract;
using SocialCommerce.Api.Contract.Catalogue;
using SocialCommerce.Kernel.Problems;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>Every refusal has a name, and each operation declares those that it can answer.</summary>
public sealed partial class DeclaringProblems(OpenApi api) : IClassFixture<OpenApi>
{
    // Before an endpoint is known.
    private static readonly ProblemType[] WithoutEndpoint = [CommonProblems.NotFound, CommonProblems.MethodNotAllowed];

    [Fact]
    public void An_endpoint_declares_what_its_code_can_throw_and_nothing_else()
    {
        var graph = new CallGraph();
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints)
        {
            if (endpoint.Metadata.OfType<MethodInfo>().LastOrDefault() is not { } root) continue;
            var thrown = graph.ProblemsOf(root);
            var declared = endpoint.Metadata.OfType<DeclaredProblems>().SelectMany(one => one.Types).ToHashSet();
            var implied = DeclaredProblems.Of([.. endpoint.Metadata.Where(one => one is not DeclaredProblems)]);
            var route = endpoint.RoutePattern.RawText;
            wrong.AddRange(thrown.Except(implied).Except(declared).Select(type => $"{route}: declare {type.Code}"));
            wrong.AddRange(declared.Except(thrown).Select(type => $"{route}: never throws {type.Code}"));
            wrong.AddRange(declared.Intersect(implied).Select(type => $"{route}: {type.Code} is implied"));
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_has_a_code_of_its_own_and_is_declared_by_an_endpoint()
    {
        var all = ProblemCatalogue.All;
        all.Select(type => type.Code).ShouldBeUnique();
        all.Count.ShouldBeGreaterThan(200);
        var declared = Endpoints.SelectMany(endpoint => DeclaredProblems.Of(endpoint.Metadata)).ToHashSet();
        all.Except(declared).ShouldBe(WithoutEndpoint, ignoreOrder: true);
        declared.Except(all).ShouldBeEmpty();
    }

    [Fact]
    public void A_problem_is_made_in_a_class_of_problems_alone()
    {
        Source.All.Where(source => source.IsIn("src") && !source.Name.EndsWith("Problems", StringComparison.Ordinal))
            .SelectMany(source => Making().Matches(source.Text).Select(found => $"{source.Path}: {found.Value}"))
            .ShouldBeEmpty();
        ProblemCatalogue.All.ShouldAllBe(type => type.Title.EndsWith('.') && type.Remedy.EndsWith('.'));
    }

    [Fact]
    public void Every_problem_is_asserted_by_a_test()
    {
        var texts = Source.All.Where(source => source.IsIn("tests")).Select(source => source.Text).ToList();
        ProblemCatalogue.All
            .Where(type => !texts.Exists(text => text.Contains($"\"{type.Code}\"", StringComparison.Ordinal)))
            .Select(type => type.Code).ShouldBeEmpty();
    }

    [Fact]
    public void Every_code_of_a_place_is_declared()
    {
        var problems = ProblemCatalogue.All.Select(type => type.Code).ToHashSet();
        var used = Source.All
            .Where(source => source.IsIn("src/Kernel", "src/Modules", "src/Flows")
                && !source.Folder.EndsWith("/Wechat", StringComparison.Ordinal)
                && !source.Name.EndsWith("Problems", StringComparison.Ordinal))
            .SelectMany(source => Literal().Matches(source.Text).Select(found => found.Groups[1].Value))
            .Where(code => !code.StartsWith("SOCIALCOMMERCE_", StringComparison.Ordinal)).ToHashSet();
        used.Except(ErrorCodes.All.Keys).Except(problems).ShouldBeEmpty();
        var all = string.Concat(Source.All.Where(source => source.IsIn("src/Kernel", "src/Modules", "src/Flows"))
            .Select(source => source.Text));
        ErrorCodes.All.Keys.Where(code => !all.Contains($"\"{code}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_rule_of_a_validator_has_a_code_of_ours()
    {
        var validators = api.Host.Services.GetServices<IValidator>().ToList();
        validators.Count.ShouldBeGreaterThan(50);
        validators.SelectMany(WithoutCode).ShouldBeEmpty();
    }

    private static IEnumerable<string> WithoutCode(IValidator validator) =>
        ((IEnumerable<IValidationRule>)validator).SelectMany(rule => rule.Components.SelectMany(component =>
            component.Validator is IChildValidatorAdaptor ? WithoutCode(RequestBounds.Child(component.Validator))
            // A predicate without a code is a custom check, which gives each failure its own.
            : component.ErrorCode is not null || component.Validator is IPredicateValidator ? []
            : [$"{validator.GetType()} {rule.PropertyName} {component.Validator.Name}"]));

    [Fact]
    public void The_document_lists_the_codes_of_every_operation()
    {
        var declared = Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(
                endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
                endpoint => DeclaredProblems.Of(endpoint.Metadata));
        foreach (var (route, operation) in api.Operations)
        {
            var own = operation["x-problem-codes"]?.AsArray() ?? [];
            var shared = operation["responses"]!.AsObject().SelectMany(answer =>
                api.Resolve(answer.Value!)["x-problem-codes"]?.AsArray().ToList() ?? []);
            var types = declared[operation["operationId"]!.GetValue<string>()];
            own.Concat(shared).Select(code => code!.GetValue<string>())
                .ShouldBe(types.Select(type => type.Code), ignoreOrder: true, route);
            foreach (var status in types.Select(type => type.Status).Intersect([404, 409, 412, 422]))
                operation["responses"]![$"{status}"].ShouldNotBeNull($"{route} {status}");
        }
    }

    private IEnumerable<RouteEndpoint> Endpoints =>
        api.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [GeneratedRegex(@"""([A-Z]{2,}(?:_[A-Z]+)+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(
        @"ProblemType\.(?:Of|Malformed|Unauthorized|Forbidden|NotFound|Conflict|Invalid|TooMany|Unavailable)\(")]
    private static partial Regex Making();
}
