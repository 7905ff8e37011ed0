using System.Reflection;
using System.Text.RegularExpressions;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Settings;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>
/// A reader who knows an operation id finds the slice, and with it the file, by the same name. Only a GET and a PUT of
/// one thing, its JSON and CSV, and the platform's route and the shop's own share a slice.
/// </summary>
public sealed partial class NamingSlices(OpenApi api) : IClassFixture<OpenApi>
{
    private const int MostThatShare = 2;

    [Fact]
    public void An_operation_has_the_name_of_its_slice() =>
        Slices().Where(slice => slice.Count() == 1).SelectMany(slice => slice)
            .Where(one => Capital(one.Id) != one.Slice).Select(one => one.Id).ShouldBeEmpty();

    [Fact]
    public void Operations_that_share_a_slice_are_about_the_thing_that_it_names() =>
        Slices().Where(slice => slice.Count() > 1).SelectMany(slice => slice)
            .Where(one => !Capital(one.Id).EndsWith(Thing(one.Slice), StringComparison.Ordinal)
                && !one.Id.EndsWith(Thing(one.Slice) + "Csv", StringComparison.Ordinal))
            .Select(one => $"{one.Slice}: {one.Id}").ShouldBeEmpty();

    [Fact]
    public void A_slice_serves_at_most_two_operations() =>
        Slices().Where(slice => slice.Count() > MostThatShare).Select(slice => slice.Key).ShouldBeEmpty();

    private IEnumerable<IGrouping<string, (string Slice, string Id)>> Slices() =>
        from endpoint in api.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints
        let id = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
        where id is not null
        let slice = Slice(endpoint.Metadata.GetMetadata<MethodInfo>()!.DeclaringType!).Name
        group (slice, id) by slice;

    // The endpoints of a setting are Kernel's; its slice has the handler.
    private static Type Slice(Type type) => Outermost(type) == typeof(SettingEndpoints)
        ? Outermost(Modules.All.SelectMany(module => module.Assembly.GetTypes()).Single(
            Reads(type.GetGenericArguments()).IsAssignableFrom))
        : Outermost(type);

    private static Type Reads(Type[] shown) => typeof(IRequestHandler<,>).MakeGenericType(
        typeof(GetSetting<>).MakeGenericType(shown), typeof(Versioned<>).MakeGenericType(shown));

    // Of a lambda the declaring type is generated, inside the slice.
    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string Capital(string id) => char.ToUpperInvariant(id[0]) + id[1..];

    private static string Thing(string slice) => Verb().Replace(slice, "");

    [GeneratedRegex("^(Export|Get|List|Put|Revoke|Save|Set)(?=[A-Z])")]
    private static partial Regex Verb();
}
