using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>Modules know Kernel and nobody else of us; Kernel knows nobody.</summary>
public sealed class ReferencingModules
{
    [Fact]
    public void A_module_refers_to_kernel_only()
    {
        foreach (var module in Modules.All.Where(module => module != KernelModule.Module))
            Ours(module.Assembly).ShouldBe(["SocialCommerce.Kernel"], module.Role);
    }

    [Fact]
    public void Kernel_refers_to_none_of_us() => Ours(KernelModule.Module.Assembly).ShouldBeEmpty();

    [Fact]
    public void A_module_has_a_role_of_its_own() =>
        Modules.All.Select(module => module.Role).Distinct().Count().ShouldBe(Modules.All.Count);

    private static IEnumerable<string> Ours(System.Reflection.Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(name => name.Name!).Where(name => name.StartsWith("SocialCommerce", StringComparison.Ordinal));
}
