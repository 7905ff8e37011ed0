using System.Text.Json;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialCommerce.Flows;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Problems;
using SocialCommerce.Kernel.Settings;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Kernel.Text;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>What the document shows as a request is one that the API reads and that its validator passes.</summary>
public sealed class SendingTheExamples(OpenApi api) : IClassFixture<OpenApi>
{
    [Fact]
    public void Every_example_of_a_request_is_read_and_valid()
    {
        var validated = 0;
        var caller = new Caller { Shop = new Shop(42, "CNY", "Asia/Shanghai", true, "CN") };
        foreach (var (route, operation) in
            api.Operations.Where(operation => operation.Operation["requestBody"] is not null))
        {
            var type = BodyOf(operation["operationId"]!.GetValue<string>());
            var json = operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();
            var body = JsonSerializer.Deserialize(json, type, Json.Options).ShouldNotBeNull(route);
            if (Command(body) is not { } command) continue;
            foreach (var validator in
                api.Host.Services.GetServices(typeof(IValidator<>).MakeGenericType(command.GetType())))
            {
                validated++;
                ((IValidator)validator!).Validate(ValidationRules.By(caller, command)).Errors.ShouldBeEmpty(route);
            }
        }
        validated.ShouldBeGreaterThan(15);
    }

    private Type BodyOf(string operationId) => api.Host.Services
        .GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
        .SelectMany(group => group.Items)
        .Single(item => item.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>()
            .Any(name => name.EndpointName == operationId))
        .ParameterDescriptions.Single(parameter => parameter.Source.Id == "Body").Type;

    /// <summary>The command that carries the body: itself, or the one whose constructor takes it.</summary>
    private static object? Command(object body)
    {
        if (body is IBaseRequest) return body;
        var type = body.GetType();
        var constructor = Api.Modules.All.Select(module => module.Assembly).Append(typeof(FlowsModule).Assembly)
            .SelectMany(assembly => assembly.GetTypes()).Where(made => typeof(IBaseRequest).IsAssignableFrom(made))
            .SelectMany(made => made.GetConstructors())
            .SingleOrDefault(made => made.GetParameters().Any(parameter => parameter.ParameterType == type));
        if (constructor is null && type.IsClass)
            return Activator.CreateInstance(typeof(PutSetting<>).MakeGenericType(type), body, null);
        return constructor?.Invoke([.. constructor.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var kind when kind == type => body,
            var kind when kind == typeof(long) => 1L,
            var kind when kind == typeof(bool) => false,
            // An id of its own each, because some may not be the same.
            _ => $"id-{parameter.Name}",
        })]);
    }
}
